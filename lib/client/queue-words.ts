import type { PlaceInLine } from '#lib/schema/job.ts';

/** `Next in line`, `Number 3 in line, begins in about 2 minutes`: where a job that waits stands. */
export function queueWords({ place, starts_in_seconds: seconds }: PlaceInLine): string {
  const where = place === 1 ? 'Next in line' : `Number ${place} in line`;
  return seconds === null ? where : `${where}, begins ${about(seconds)}`;
}

/** Roughly when: an estimate that told seconds would promise too much. */
function about(seconds: number): string {
  if (seconds < 10) return 'in a moment';
  if (seconds < 50) return `in about ${Math.round(seconds / 10) * 10} seconds`;
  const minutes = Math.round(seconds / 60);
  if (minutes <= 1) return 'in about a minute';
  if (minutes < 60) return `in about ${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours <= 1 ? 'in about an hour' : `in about ${hours} hours`;
}
