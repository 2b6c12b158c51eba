import { enveloped, type RunRow, selectRun, showRun } from '../read-run.ts';
import type { Endpoint } from './endpoint.ts';

/** The runs that an event started; an empty list when there are none. */
export const eventRuns: Endpoint = {
  method: 'GET',
  path: '/v1/events/:id/runs',
  auth: 'signing key',
  async handle(core, { parameters }) {
    const rows = await core.database.query<RunRow>(`${selectRun} where event_id = $1 order by id`, [
      parameters.id,
    ]);
    return { status: 200, json: enveloped(rows.map(showRun)) };
  },
};
