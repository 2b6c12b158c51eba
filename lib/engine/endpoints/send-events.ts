import { acceptEvents } from '../accept-events.ts';
import { readEvents } from '../event.ts';
import { type Endpoint, failure } from './endpoint.ts';

/** Takes events. They and the runs they start are stored before this answers. */
export const sendEvents: Endpoint = {
  method: 'POST',
  path: '/e/:key',
  auth: 'event key',
  async handle(core, { body, headers }) {
    if (core.functions.all().length === 0) {
      return failure(
        503,
        'No functions are registered yet, so an event would be lost; send it again in a moment.',
      );
    }
    const events = readEvents(body, headers['x-inngest-event-id-seed']);
    await acceptEvents(core, events);
    return { status: 200, json: { ids: events.map(({ id }) => id), status: 200 } };
  },
};
