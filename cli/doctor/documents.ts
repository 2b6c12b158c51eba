import { count } from '../count.ts';
import { type Check, notKnown } from './check.ts';

export const documents: Check = {
  name: 'Documents',
  check: ({ found }) => {
    if (found.state !== 'ready') return notKnown;
    const { documents: pages } = found.readiness;
    if (pages === undefined) return { state: 'note', text: 'the product does not tell how many it has' };
    if (pages > 0) return { state: 'well', text: `${count(pages, 'page')} can be searched` };
    return {
      state: 'fault',
      text: 'there is nothing to search',
      advice: 'Put Markdown, HTML or text files into ./documents, or set DOCUMENTS_DIR.',
    };
  },
};
