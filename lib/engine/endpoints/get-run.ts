import { enveloped, type RunRow, selectRun, showRun } from '../read-run.ts';
import { type Endpoint, failure } from './endpoint.ts';

/** One run: its status and, at the end, its output. */
export const getRun: Endpoint = {
  method: 'GET',
  path: '/v1/runs/:id',
  auth: 'signing key',
  async handle(core, { parameters }) {
    const rows = await core.database.query<RunRow>(`${selectRun} where id = $1`, [parameters.id]);
    if (!rows[0]) return failure(404, 'There is no such run.');
    return { status: 200, json: enveloped(showRun(rows[0])) };
  },
};
