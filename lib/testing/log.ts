import type { Log } from '#lib/log.ts';

/** A log that keeps its lines; `text` is all that was logged, at any level. */
export function createTestLog(): { log: Log; text(): string } {
  const lines: string[] = [];
  const write = (message: string, fields?: Record<string, unknown>) => {
    lines.push(`${message} ${JSON.stringify(fields ?? {})}`);
  };
  return { log: { debug: write, info: write, warn: write, error: write }, text: () => lines.join('\n') };
}
