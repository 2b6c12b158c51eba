import { answerPage } from '../runs-page/document.ts';
import { html } from '../runs-page/html.ts';
import { readRunParts } from '../runs-page/read-runs.ts';
import { showRun } from '../runs-page/show-run.ts';
import type { Endpoint } from './endpoint.ts';

/** The page of one run; it follows the run until that is over. */
export const runPage: Endpoint = {
  method: 'GET',
  path: '/runs/:id',
  auth: 'page',
  async handle(core, { parameters }) {
    const parts = await readRunParts(core.database, parameters.id ?? '');
    if (!parts) {
      const content = html`<h1>No such run</h1><p>Runs are kept for seven days after their end.</p>`;
      return answerPage({ title: 'No such run', place: 'runs', content, status: 404 });
    }
    const { run } = parts;
    const isRegistered = core.functions.find(run.function_id) !== undefined;
    const content = showRun(parts, { token: core.formToken, isRegistered });
    const title = `${run.function_id}, ${run.status}`;
    const refreshMs = parts.steps.length > manySteps ? 5000 : 1000;
    return answerPage({ title, place: 'runs', content, refreshMs: run.ended_at ? undefined : refreshMs });
  },
};

/** From here on a page is large enough to be loaded again less often. */
const manySteps = 100;
