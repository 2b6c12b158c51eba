import { type Check, notKnown } from './check.ts';

export const database: Check = {
  name: 'Database',
  check: ({ found, config }) => {
    if (found.state === 'ready') return { state: 'well', text: 'answers' };
    if (found.state !== 'not ready' || found.code !== 'database_unavailable') return notKnown;
    const advice = config.DATABASE_URL
      ? 'Check that the PostgreSQL of DATABASE_URL runs.'
      : 'Stop the product and run npm start again; postgres.log in the data directory says more.';
    return { state: 'fault', text: found.detail, advice };
  },
};
