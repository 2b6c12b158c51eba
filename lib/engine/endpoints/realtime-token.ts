import { readTopic, type Topic } from '../realtime/frame.ts';
import { type Endpoint, failure } from './endpoint.ts';

const maxTopics = 100;

/** Gives a token with which a browser may listen to the topics named, if it connects within a minute. */
export const realtimeToken: Endpoint = {
  method: 'POST',
  path: '/v1/realtime/token',
  auth: 'signing key',
  async handle(core, { body }) {
    const topics = Array.isArray(body) ? body.map(readTopic) : [];
    if (topics.length === 0 || topics.length > maxTopics || topics.includes(undefined)) {
      return failure(400, `Send a list of 1 to ${maxTopics} topics, each with "channel" and "name".`);
    }
    return { status: 201, json: { jwt: core.realtime.createToken(topics as Topic[]) } };
  },
};
