import { type ApiClient, createApiClient } from '#lib/client/api-client.ts';
import type { Config } from '#lib/config.ts';

/** The API of the product at an address, asked with the key that was given, if any. */
export const openApi = (
  { config: { INTENTUI_KEY } }: { config: Pick<Config, 'INTENTUI_KEY'> },
  baseUrl: string,
): ApiClient =>
  createApiClient({ baseUrl, headers: INTENTUI_KEY ? { authorization: `Bearer ${INTENTUI_KEY}` } : {} });
