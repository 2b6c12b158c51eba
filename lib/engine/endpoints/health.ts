import type { Endpoint } from './endpoint.ts';

/** Whether the engine answers and reaches its database, and how many functions it knows. */
export const health: Endpoint = {
  method: 'GET',
  path: '/health',
  auth: 'none',
  async handle(core) {
    await core.database.query('select 1');
    return { status: 200, json: { status: 200, message: 'OK', functions: core.functions.all().length } };
  },
};
