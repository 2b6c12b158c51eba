import { type ApiClient, isApiError } from '#lib/client/api-client.ts';
import type { Config } from '#lib/config.ts';
import { openApi } from '../open-api.ts';
import type { Probe } from '../probe.ts';

export type Finding = {
  /** A `note` is worth knowing and no fault. */
  state: 'well' | 'note' | 'fault';
  text: string;
  /** What there is in full, one thing a line. */
  details?: { name: string; text: string }[];
  /** What to do, for what is not well. */
  advice?: string;
};

/** One thing that can be well or not. */
export type Check = {
  name: string;
  check(given: {
    config: Config;
    baseUrl: string;
    /** What the product's readyz answered. */
    found: Probe;
    signal: AbortSignal;
  }): Finding | Promise<Finding>;
};

/** For what only a running product can tell. */
export const notKnown: Finding = { state: 'note', text: 'not known while the product is not ready' };

/** Asks the API of a product that is ready; what it refuses or says in another form is a fault. */
export async function askProduct(
  { config, baseUrl }: { config: Config; baseUrl: string },
  ask: (api: ApiClient) => Promise<Finding>,
): Promise<Finding> {
  try {
    return await ask(openApi({ config }, baseUrl));
  } catch (error) {
    if (!isApiError(error)) throw error;
    if (error.problem.status === 401)
      return {
        state: 'fault',
        text: error.message,
        advice: 'Set INTENTUI_KEY to a key; npm run cli -- keys create NAME makes one.',
      };
    return {
      state: 'fault',
      text: error.message,
      advice:
        'Make sure that the product and this program have the same version, and read what npm start printed.',
    };
  }
}
