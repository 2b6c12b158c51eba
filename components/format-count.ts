export { count as formatCount, formatNumber } from '#lib/schema/count.ts';

/** A score from 0 to 1 with two digits. */
export const formatScore = (score: number | null): string => score?.toFixed(2) ?? '–';
