import type { EngineEvent } from '../event.ts';
import { type Endpoint, failure } from './endpoint.ts';

/** The events that started a run, for a call that carried none (`use_api`). */
export const runBatch: Endpoint = {
  method: 'GET',
  path: '/v0/runs/:id/batch',
  auth: 'signing key',
  async handle(core, { parameters }) {
    const rows = await core.database.query<{ body: EngineEvent; over: boolean }>(
      `select e.body, r.ended_at is not null as over from engine.run r
       join engine.event e on e.id = r.event_id and e.name = r.event_name where r.id = $1`,
      [parameters.id],
    );
    if (!rows[0]) return failure(404, 'There is no such run.');
    if (rows[0].over) return failure(410, 'The run is over.');
    return { status: 200, json: rows.map(({ body }) => body) };
  },
};
