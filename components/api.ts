import { createApiClient } from '#lib/api-client.ts';

/** The API of the host that served this page. */
export const api = createApiClient();
