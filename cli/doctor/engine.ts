import { type Check, notKnown } from './check.ts';

export const engine: Check = {
  name: 'Engine',
  check: ({ found }) => {
    if (found.state === 'ready') {
      return { state: 'well', text: found.readiness.engine ?? 'knows the functions of the product' };
    }
    if (found.state !== 'not ready' || found.code !== 'engine_unavailable') return notKnown;
    return {
      state: 'fault',
      text: found.detail,
      advice: 'Wait a moment; if it stays so, run npm start again, or check INNGEST_BASE_URL.',
    };
  },
};
