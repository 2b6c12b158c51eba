type Level = 'debug' | 'info' | 'warn' | 'error';
const order: Level[] = ['debug', 'info', 'warn', 'error'];

/** A bundled process holds this module more than once, and all of them write alike. */
const shared = globalThis as unknown as { intentuiLogFormat?: 'text' | 'json' };

/** From here on every line of this process is words and fields (`text`), or one JSON object for programs to read. */
export function formatLogs(format: 'text' | 'json'): void {
  shared.intentuiLogFormat = format;
}

/**
 * Writes one line a message to standard error: time, level, words and plain fields. Values of fields are ids, counts
 * and sentences; never pass keys, prompts or page text.
 */
export function createLog(name: string, minimum: Level = 'info') {
  const write = (level: Level, message: string, fields: Record<string, unknown> = {}) => {
    if (order.indexOf(level) < order.indexOf(minimum)) return;
    if (shared.intentuiLogFormat === 'json') {
      const line = { time: new Date().toISOString(), level, logger: name, message, ...fields };
      process.stderr.write(`${JSON.stringify(line)}\n`);
      return;
    }
    const rest = Object.entries(fields).map(([key, value]) => ` ${key}=${JSON.stringify(value)}`);
    process.stderr.write(`${new Date().toISOString()} ${level} ${name}: ${message}${rest.join('')}\n`);
  };
  return {
    debug: (message: string, fields?: Record<string, unknown>) => write('debug', message, fields),
    info: (message: string, fields?: Record<string, unknown>) => write('info', message, fields),
    warn: (message: string, fields?: Record<string, unknown>) => write('warn', message, fields),
    error: (message: string, fields?: Record<string, unknown>) => write('error', message, fields),
  };
}
export type Log = ReturnType<typeof createLog>;
