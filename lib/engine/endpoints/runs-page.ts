import { answerPage } from '../runs-page/document.ts';
import { readRuns, statuses } from '../runs-page/read-runs.ts';
import { showRuns } from '../runs-page/show-runs.ts';
import type { Endpoint } from './endpoint.ts';

/** The page of runs, the newest first; `?status=`, `?function=` and `?before=` choose. */
export const runsPage: Endpoint = {
  method: 'GET',
  path: '/',
  auth: 'page',
  async handle(core, { query }) {
    const filter = {
      status: statuses.find((status) => status === query.get('status')),
      functionId: query.get('function') || undefined,
      before: query.get('before') || undefined,
    };
    const list = await readRuns(core.database, filter);
    const functionIds = core.functions.all().map(({ id }) => id);
    const content = showRuns({ ...list, filter, functionIds });
    return answerPage({ title: 'Runs', place: 'runs', content, refreshMs: filter.before ? undefined : 3000 });
  },
};
