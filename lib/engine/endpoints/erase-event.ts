import { eraseEvent as erase } from '../erase-event.ts';
import type { Endpoint } from './endpoint.ts';

/** Forgets an event, those whose ids go on from its own after a colon, and all runs of them. Inngest has no such door. */
export const eraseEvent: Endpoint = {
  method: 'DELETE',
  path: '/v1/events/:id',
  auth: 'signing key',
  async handle(core, { parameters }) {
    return { status: 200, json: { data: { runs: await erase(core, parameters.id ?? '') } } };
  },
};
