import { type ApiClient, createApiClient, isApiError } from '#lib/client/api-client.ts';
import type { Finding } from './check.ts';

/** Asks the API of a product that is ready; what it refuses or says in another form is a fault. */
export async function askProduct(
  baseUrl: string,
  ask: (api: ApiClient) => Promise<Finding>,
): Promise<Finding> {
  try {
    return await ask(createApiClient({ baseUrl }));
  } catch (error) {
    if (!isApiError(error)) throw error;
    return {
      state: 'fault',
      text: error.message,
      advice: 'Use product and program of the same version, and look at what npm start printed.',
    };
  }
}
