'use client';
import { useQuery } from '@tanstack/react-query';
import { api } from '#components/api.ts';
import type { SourceList } from '#lib/schema/source.ts';

/** The sources that a question can be asked here; none while it is not known which. */
export function useSources(): SourceList['data'] {
  const { data } = useSourceList();
  return data?.data.filter(({ state, kind }) => state === 'on' && kind !== 'pictures') ?? [];
}

/** Whether somebody here can look at pictures. */
export function useCanLook(): boolean {
  const { data } = useSourceList();
  return data?.data.some(({ state, kind }) => state === 'on' && kind === 'pictures') ?? false;
}

const useSourceList = () =>
  useQuery({
    queryKey: ['sources'],
    queryFn: ({ signal }) => api.listSources(signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
