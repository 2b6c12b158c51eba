import { askProduct } from './ask-product.ts';
import { type Check, notKnown } from './check.ts';

export const jobs: Check = {
  name: 'Jobs',
  check: ({ found, baseUrl, signal }) => {
    if (found.state !== 'ready') return notKnown;
    return askProduct(baseUrl, async (api) => {
      const { counts } = await api.listJobs({ limit: 1 }, signal);
      const told = Object.entries(counts)
        .filter(([, amount]) => amount > 0)
        .map(([status, amount]) => `${amount} ${status}`);
      return { state: 'well', text: told.join(', ') || 'none yet' };
    });
  },
};
