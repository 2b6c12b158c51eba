/** `0:04`, `12:30`, `1:02:03`: a length of time as a clock shows it. Negative counts as zero. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** `under 0.1 s`, `0.4 s`, `12 s`, `2:05`: how long a step took. */
export function formatSeconds(ms: number): string {
  if (ms >= 60_000) return formatDuration(ms);
  if (ms < 50) return 'under 0.1 s';
  const seconds = ms / 1000;
  return `${seconds < 9.95 ? seconds.toFixed(1) : Math.round(seconds)} s`;
}
