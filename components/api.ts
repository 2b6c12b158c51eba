import { ApiError, createApiClient } from '#lib/client/api-client.ts';

/** The API of the host that served this page. */
export const api = createApiClient();

/** Whether a request failed since there is no such thing. */
export const isNotFound = (error: unknown): boolean =>
  error instanceof ApiError && error.problem.status === 404;
