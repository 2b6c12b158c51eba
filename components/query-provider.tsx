'use client';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ownPath } from '#components/public-path.ts';
import { toSignIn } from '#components/sign-in/to-sign-in.ts';
import { type ApiError, isApiError } from '#lib/client/api-client.ts';

/** What was fetched is kept per browser tab; a refusal (4xx) is not asked again. */
export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        queryCache: new QueryCache({ onError: askAgainWhoItIs }),
        mutationCache: new MutationCache({ onError: askAgainWhoItIs }),
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

/** A session that was ended while a page was open: nothing more can be done there. */
function askAgainWhoItIs(error: Error): void {
  if (isApiError(error) && error.problem.status === 401)
    toSignIn(ownPath(window.location.pathname) + window.location.search);
}

const isRefusal = ({ problem }: ApiError): boolean => problem.status >= 400 && problem.status < 500;
