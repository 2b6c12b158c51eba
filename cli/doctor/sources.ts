import { askProduct } from './ask-product.ts';
import { type Check, notKnown } from './check.ts';

/** The ids are what `research --source` takes. */
export const sources: Check = {
  name: 'Sources',
  check: ({ found, baseUrl, signal }) => {
    if (found.state !== 'ready') return notKnown;
    return askProduct(baseUrl, async (api) => {
      const { data } = await api.listSources(signal);
      if (data.length > 0) return { state: 'well', text: data.map(({ id }) => id).join(', ') };
      return { state: 'fault', text: 'no source is on', advice: 'Look at what npm start printed.' };
    });
  },
};
