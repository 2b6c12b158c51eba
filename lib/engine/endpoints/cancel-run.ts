import { cancelRun as cancel } from '../cancel-run.ts';
import { type Endpoint, failure } from './endpoint.ts';

/** Cancels a run; one that is over stays as it ended, and the answer is the same. */
export const cancelRun: Endpoint = {
  method: 'DELETE',
  path: '/v1/runs/:id',
  auth: 'signing key',
  async handle(core, { parameters }) {
    const found = await cancel(core, {
      runId: parameters.id ?? '',
      reason: 'cancelled by request',
    });
    if (!found) return failure(404, 'There is no such run.');
    return { status: 200 };
  },
};
