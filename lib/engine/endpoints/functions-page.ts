import { answerPage } from '../runs-page/document.ts';
import { showFunctions } from '../runs-page/show-functions.ts';
import type { Endpoint } from './endpoint.ts';

/** The page of functions: what starts each of them, and what limits it. */
export const functionsPage: Endpoint = {
  method: 'GET',
  path: '/functions',
  auth: 'page',
  async handle(core) {
    const functions = core.functions.all().toSorted((a, b) => a.id.localeCompare(b.id));
    const content = showFunctions({ functions, faults: core.functions.faults.all(), now: new Date() });
    return answerPage({ title: 'Functions', place: 'functions', content, refreshMs: 10_000 });
  },
};
