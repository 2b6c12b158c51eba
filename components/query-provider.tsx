'use client';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type ApiError, isApiError } from '#lib/client/api-client.ts';

/** What was fetched is kept per browser tab; a refusal (4xx) is not asked again. */
export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: {
            staleTime: 1000,
            retry: (failures, error) => failures < 2 && !(isApiError(error) && isRefusal(error)),
          },
        },
      }),
  );
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

const isRefusal = ({ problem }: ApiError): boolean => problem.status >= 400 && problem.status < 500;
