import type { Check } from './check.ts';

export const node: Check = {
  name: 'Node.js',
  check: () => {
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
    const isNew = major > 22 || (major === 22 && minor >= 19);
    return isNew
      ? { state: 'well', text: process.versions.node }
      : {
          state: 'fault',
          text: `${process.versions.node}, and 22.19 or newer is needed`,
          advice: 'Install Node.js 24.',
        };
  },
};
