import { createApiClient, isApiError } from '#lib/client/api-client.ts';
import { publicPath } from './public-path.ts';

/** The API of the host that served this page. */
export const api = createApiClient({ baseUrl: publicPath('') });

/** Whether a request failed since there is no such thing. */
export const isNotFound = (error: unknown): boolean => isApiError(error) && error.problem.status === 404;
