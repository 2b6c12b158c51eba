import { type Endpoint, failure } from './endpoint.ts';

/**
 * Lets the runs of an event go ahead of others that wait, since somebody waits for them, or back among them. Inngest has no
 * such door: there the order is fixed when the event comes.
 */
export const goAhead: Endpoint = {
  method: 'PUT',
  path: '/v1/events/:id/ahead',
  auth: 'signing key',
  async handle(core, { parameters, body }) {
    const { ahead } = (body ?? {}) as { ahead?: unknown };
    if (typeof ahead !== 'boolean') return failure(400, 'Give {"ahead": true} or {"ahead": false}.');
    const rows = await core.database.query<{ runs: number }>('select engine.go_ahead($1, $2) as runs', [
      parameters.id,
      ahead,
    ]);
    return { status: 200, json: { data: { runs: rows[0]?.runs ?? 0 } } };
  },
};
