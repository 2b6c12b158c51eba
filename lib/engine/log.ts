/** Where the engine says what it does: words, and fields that are ids, counts and sentences, never keys or payloads. */
export type Log = Record<'debug' | 'info' | 'warn' | 'error', (message: string, fields?: Fields) => void>;
type Fields = Record<string, unknown>;

/** Writes warnings and errors to standard error, a line each. */
export function warningsToStderr(name = 'engine', { errorsOnly = false } = {}): Log {
  const write =
    (level: string) =>
    (message: string, fields: Fields = {}) => {
      const rest = Object.entries(fields).map(([key, value]) => ` ${key}=${JSON.stringify(value)}`);
      process.stderr.write(`${new Date().toISOString()} ${level} ${name}: ${message}${rest.join('')}\n`);
    };
  const silent = () => {};
  return { debug: silent, info: silent, warn: errorsOnly ? silent : write('warn'), error: write('error') };
}
