import { cancelRun } from '../cancel-run.ts';
import { type Endpoint, failure, seeOther } from './endpoint.ts';

/** The button that cancels a run. */
export const cancelRunForm: Endpoint = {
  method: 'POST',
  path: '/runs/:id/cancel',
  auth: 'form',
  async handle(core, { parameters }) {
    const runId = parameters.id ?? '';
    const found = await cancelRun(core, { runId, reason: 'cancelled on the page of runs' });
    if (!found) return failure(404, 'There is no such run.');
    return seeOther(`/runs/${runId}`);
  },
};
