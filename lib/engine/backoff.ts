/** Delays before the second, third … attempt, as Inngest's own table has them, in seconds. */
const tableSeconds = [15, 30, 60, 120, 300, 600, 1200, 2400, 3600, 7200];
const jitterSeconds = 30;
const minMs = 1000;
const maxMs = 24 * 3_600_000;

/**
 * Milliseconds until a failed attempt (counted from 0) is tried again. A `retry-after` header, in seconds or as a date,
 * wins over the table; it is held between 1 s and 24 h and kept to the millisecond (Inngest truncates to the second).
 */
export function retryDelayMs(attempt: number, retryAfter?: string, random = Math.random()): number {
  const asked = retryAfter === undefined ? undefined : parseRetryAfter(retryAfter);
  if (asked !== undefined) return Math.min(maxMs, Math.max(minMs, asked));
  const seconds = tableSeconds[Math.min(attempt, tableSeconds.length - 1)] ?? 7200;
  return (seconds + random * jitterSeconds) * 1000;
}

function parseRetryAfter(header: string): number | undefined {
  if (/^\d+(\.\d+)?$/.test(header.trim())) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : at - Date.now();
}
