import { type Check, notKnown } from './check.ts';

export const model: Check = {
  name: 'Model',
  check: ({ found }) => {
    if (found.state !== 'ready') return notKnown;
    const { model: told } = found.readiness;
    if (told === undefined) return { state: 'note', text: 'the product does not tell which it uses' };
    return { state: 'well', text: typeof told === 'string' ? told : JSON.stringify(told) };
  },
};
