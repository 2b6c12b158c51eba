import type { Check, Finding } from './check.ts';

export const node: Check = { name: 'Node.js', check: () => checkNode(process.versions.node) };

/** Older ones cannot run TypeScript as it is. */
export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 19)) return { state: 'well', text: version };
  return {
    state: 'fault',
    text: `${version}, and 22.19 or newer is needed`,
    advice: 'Install Node.js 24.',
  };
}
