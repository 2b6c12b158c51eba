import { limits } from '../limits.ts';
import { isName } from '../realtime/frame.ts';
import { type Endpoint, failure } from './endpoint.ts';

/** Publishes the body, any JSON, on a topic of a channel; whoever listens at any engine of the database gets it. */
export const realtimePublish: Endpoint = {
  method: 'POST',
  path: '/v1/realtime/publish',
  auth: 'signing key',
  async handle(core, { query, body }) {
    const channel = query.get('channel');
    const topics = [...new Set(query.getAll('topic'))];
    const runId = query.get('run_id') || undefined;
    if (!isName(channel) || topics.length === 0 || !topics.every(isName)) {
      return failure(400, 'The query must name a channel and a topic.');
    }
    if (runId !== undefined && !isName(runId)) return failure(400, 'run_id is no id of a run.');
    const data = body === undefined ? null : body;
    if (Buffer.byteLength(JSON.stringify(data)) > limits.messageBytes) {
      return failure(413, `A message may have ${limits.messageBytes.toLocaleString('en')} bytes.`);
    }
    await core.realtime.publish({ channel, topics, data, runId });
    return { status: 200 };
  },
};
