'use client';
import { useQuery } from '@tanstack/react-query';
import { api } from '#components/api.ts';
import { describeEstimate } from '#lib/client/describe-estimate.ts';

/** What a job of a preset is likely to use, once that is known. */
export function EstimateLine({ preset }: { preset: string }) {
  const { data } = useQuery({
    queryKey: ['estimate', preset],
    queryFn: ({ signal }) => api.estimate(preset, signal),
    staleTime: 60_000,
    retry: false,
  });
  return (
    <p className="min-h-4 shrink-0 text-xs text-ink-3 tabular-nums">
      {data ? describeEstimate(data) : '\u00a0'}
    </p>
  );
}
