const grouped = new Intl.NumberFormat('en');

/** `1 page`, `41 pages`, `1,284 jobs`. */
export function formatCount(count: number, noun: string): string {
  return `${grouped.format(count)} ${count === 1 ? noun : `${noun}s`}`;
}

/** `1,284`. */
export const formatNumber = (value: number): string => grouped.format(value);

/** A score from 0 to 1 with two digits. */
export const formatScore = (score: number | null): string => score?.toFixed(2) ?? '–';
