import { replayRun } from '../replay-run.ts';
import { type Endpoint, failure, seeOther } from './endpoint.ts';

/** The button that runs a function again on the event of a run; shows the new run. */
export const replayRunForm: Endpoint = {
  method: 'POST',
  path: '/runs/:id/replay',
  auth: 'form',
  async handle(core, { parameters }) {
    const runId = await replayRun(core, parameters.id ?? '');
    if (!runId) return failure(404, 'There is no such run, or its function is no longer registered.');
    return seeOther(`/runs/${runId}`);
  },
};
