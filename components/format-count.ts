export { count as formatCount } from '#lib/client/count.ts';

const grouped = new Intl.NumberFormat('en');

/** `1,284`. */
export const formatNumber = (value: number): string => grouped.format(value);

/** A score from 0 to 1 with two digits. */
export const formatScore = (score: number | null): string => score?.toFixed(2) ?? '–';
