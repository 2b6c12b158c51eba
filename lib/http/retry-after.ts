const longestSeconds = 86_400;

/**
 * How many seconds a refusal asks to wait, from `retry-after-ms` or `retry-after` (seconds, or a date by the server's
 * own clock); undefined where it does not say, or names a moment that is over.
 */
export function readRetryAfter(headers: Record<string, string> = {}): number | undefined {
  const inMs = Number(headers['retry-after-ms'] || Number.NaN);
  const after = headers['retry-after']?.trim() ?? '';
  const seconds = Number.isFinite(inMs)
    ? inMs / 1000
    : /^\d+(\.\d+)?$/.test(after)
      ? Number(after)
      : until(after, headers);
  return seconds > 0 ? Math.min(seconds, longestSeconds) : undefined;
}

function until(date: string, headers: Record<string, string>): number {
  const now = Date.parse(headers.date ?? '') || Date.now();
  return (Date.parse(date) - now) / 1000;
}
