import { ApiError, createApiClient } from '#lib/api-client.ts';
import { type Check, notKnown } from './check.ts';

export const jobs: Check = {
  name: 'Jobs',
  check: async ({ found, baseUrl, signal }) => {
    if (found.state !== 'ready') return notKnown;
    try {
      const { counts } = await createApiClient({ baseUrl }).listJobs({ limit: 1 }, signal);
      const told = Object.entries(counts)
        .filter(([, amount]) => amount > 0)
        .map(([status, amount]) => `${amount} ${status}`);
      return { state: 'well', text: told.join(', ') || 'none yet' };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return {
        state: 'fault',
        text: error.message,
        advice:
          'Run the same version of the product and of this program, and look at what npm start printed.',
      };
    }
  },
};
