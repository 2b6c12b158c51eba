type Level = 'debug' | 'info' | 'warn' | 'error';
const order: Level[] = ['debug', 'info', 'warn', 'error'];

/** A bundled process holds this module more than once, and all of them write alike. */
const shared = globalThis as unknown as { intentuiLogFormat?: 'text' | 'json' };

/** From here on every line of this process is words and fields (`text`), or one JSON object for programs to read. */
export function formatLogs(format: 'text' | 'json'): void {
  shared.intentuiLogFormat = format;
}

/** The same line is written so often within a minute, and then no more until that is over. */
const mostAlike = 3;
const minuteMs = 60_000;
const mostRemembered = 1000;

/** Lines of the last minute, by all that they say but the time; how many times each came. */
const recent = new Map<string, { until: number; count: number }>();

/** How many times a line was left out before this one; undefined where this one is left out too. */
function leftOut(line: string): number | undefined {
  const now = performance.now();
  const known = recent.get(line);
  if (known && now < known.until) {
    known.count += 1;
    return known.count > mostAlike ? undefined : 0;
  }
  recent.delete(line);
  recent.set(line, { until: now + minuteMs, count: 1 });
  for (const oldest of recent.size > mostRemembered ? [...recent.keys()].slice(0, 100) : [])
    recent.delete(oldest);
  return Math.max(0, (known?.count ?? 0) - mostAlike);
}

/**
 * Writes one line a message to standard error: time, level, words and plain fields. Values of fields are ids, counts
 * and sentences; never pass keys, prompts or page text. What says the same again and again, as while a database is away, is
 * written three times a minute at most, and then with how many times it was left out.
 */
export function createLog(name: string, minimum: Level = 'info') {
  const write = (level: Level, message: string, fields: Record<string, unknown> = {}) => {
    if (order.indexOf(level) < order.indexOf(minimum)) return;
    const left = leftOut(`${level} ${name} ${message} ${JSON.stringify(fields)}`);
    if (left === undefined) return;
    const told = left > 0 ? { ...fields, left_out_before: left } : fields;
    if (shared.intentuiLogFormat === 'json') {
      const line = { time: new Date().toISOString(), level, logger: name, message, ...told };
      process.stderr.write(`${JSON.stringify(line)}\n`);
      return;
    }
    const rest = Object.entries(told).map(([key, value]) => ` ${key}=${JSON.stringify(value)}`);
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
