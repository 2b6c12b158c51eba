import type { Database } from '../database.ts';

/** A frame on its way: for which channel, and in the name of which run. */
type Message = { runId: string | null; channel: string; frame: string };
type Waiting = { messages: Message[]; done: () => void; failed: (error: unknown) => void };

const mostAtOnce = 500;

/**
 * Hands frames to Postgres: the first at once, and all that come while a commit is under way together with the next. So a
 * flood costs few commits and few notifications, for which every commit of the database waits; the order is kept.
 */
export function createPublisher(database: Database): { publish(messages: Message[]): Promise<void> } {
  let waiting: Waiting[] = [];
  let isPublishing = false;

  async function publishAll(): Promise<void> {
    if (isPublishing) return;
    isPublishing = true;
    while (waiting.length > 0) {
      const now = waiting.slice(0, mostAtOnce);
      waiting = waiting.slice(now.length);
      const messages = now.flatMap((each) => each.messages);
      try {
        await database.query('select engine.publish_all($1, $2, $3)', [
          messages.map(({ runId }) => runId),
          messages.map(({ channel }) => channel),
          messages.map(({ frame }) => frame),
        ]);
        for (const { done } of now) done();
      } catch (error) {
        for (const { failed } of now) failed(error);
      }
    }
    isPublishing = false;
  }

  return {
    publish: (messages) =>
      new Promise((done, failed) => {
        waiting.push({ messages, done, failed });
        void publishAll();
      }),
  };
}
