/** The value that a share of the values (0 to 1) does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Median and 95th percentile. */
export const spread = (values: readonly number[]): { p50: number; p95: number } => ({
  p50: percentile(values, 0.5),
  p95: percentile(values, 0.95),
});
