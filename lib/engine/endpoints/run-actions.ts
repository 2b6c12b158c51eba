import { type Endpoint, failure } from './endpoint.ts';

/** The memoized steps of a run by hash, for a call that carried none (`use_api`). */
export const runActions: Endpoint = {
  method: 'GET',
  path: '/v0/runs/:id/actions',
  auth: 'signing key',
  async handle(core, { parameters }) {
    const rows = await core.database.query<{ over: boolean; steps: Record<string, unknown> | null }>(
      `select r.ended_at is not null as over,
         (select json_object_agg(s.id, s.output) from engine.step s where s.run_id = r.id) as steps
       from engine.run r where r.id = $1`,
      [parameters.id],
    );
    if (!rows[0]) return failure(404, 'There is no such run.');
    if (rows[0].over) return failure(410, 'The run is over.');
    return { status: 200, json: rows[0].steps ?? {} };
  },
};
