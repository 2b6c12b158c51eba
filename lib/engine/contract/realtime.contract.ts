import { type Inngest, realtime, staticSchema } from 'inngest';
import { describe, expect, test } from 'vitest';
import { eventually, type TestApp } from './test-app.ts';

const talk = realtime.channel({
  name: ({ id }: { id: string }) => `talk:${id}`,
  topics: {
    words: { schema: staticSchema<{ text: string }>() },
    noise: { schema: staticSchema<{ text: string }>() },
  },
});

export function realtimeContract(app: TestApp) {
  describe('realtime', () => {
    let client: Inngest;
    app.define((inngest) => {
      client = inngest;
      return inngest.createFunction(
        { id: 'talks', triggers: [{ event: 'realtime/talk' }] },
        async ({ event, step }) => {
          await inngest.realtime.publish(talk({ id: event.data.id }).words, { text: 'from a run' });
          await step.realtime.publish('say', talk({ id: event.data.id }).words, { text: 'from a step' });
          return 'said';
        },
      );
    });

    /** What a subscriber hears from now on. */
    const listen = async (id: string, topics: ('words' | 'noise')[] = ['words']) => {
      const heard: { topic?: string; data: unknown; runId?: string }[] = [];
      const { close } = await client.realtime.subscribe({
        channel: talk({ id }),
        topics,
        onMessage: ({ kind, topic, data, runId }) => {
          if (kind === 'data') heard.push({ topic, data, runId });
        },
      });
      return { heard, close };
    };
    const until = (heard: unknown[], count: number) =>
      eventually(() => expect(heard.length).toBeGreaterThanOrEqual(count));

    test('a subscriber hears its topics of its channel in order, and nothing else', async () => {
      const [id, other] = [app.newId(), app.newId()];
      const { heard, close } = await listen(id);
      await client.realtime.publish(talk({ id: other }).words, { text: 'elsewhere' });
      await client.realtime.publish(talk({ id }).noise, { text: 'not asked for' });
      for (const text of ['one', 'two', 'três \u{1f426} \0']) {
        await client.realtime.publish(talk({ id }).words, { text });
      }
      await until(heard, 3);
      expect(heard.map(({ data }) => (data as { text: string }).text)).toEqual([
        'one',
        'two',
        'três \u{1f426} \0',
      ]);
      close();
    });

    test('what a run publishes carries its id', async () => {
      const id = app.newId();
      const { heard, close } = await listen(id);
      const run = await app.run(await app.send({ name: 'realtime/talk', data: { id } }));
      await until(heard, 2);
      expect(heard).toContainEqual({ topic: 'words', data: { text: 'from a run' }, runId: run.run_id });
      expect(heard).toContainEqual({ topic: 'words', data: { text: 'from a step' }, runId: run.run_id });
      close();
    });

    test('every subscriber hears a message, one with 400 KB too', async () => {
      const id = app.newId();
      const all = await Promise.all([listen(id), listen(id, ['noise', 'words']), listen(id)]);
      const text = 'x'.repeat(400_000);
      await client.realtime.publish(talk({ id }).words, { text });
      for (const { heard, close } of all) {
        await until(heard, 1);
        expect(heard).toEqual([{ topic: 'words', data: { text }, runId: undefined }]);
        close();
      }
    });

    app.mayDiffer(
      "Inngest's channels hear nothing of the end of a run",
      'whoever listens to a run that publishes hears how it ended and with what',
      async () => {
        const id = app.newId();
        const ends: unknown[] = [];
        const { close } = await client.realtime.subscribe({
          channel: talk({ id }),
          topics: ['words'],
          onMessage: (message: { kind: string; data: unknown }) => {
            if (message.kind === 'run') ends.push(message.data);
          },
        });
        await app.run(await app.send({ name: 'realtime/talk', data: { id } }));
        await until(ends, 1);
        expect(ends).toEqual([{ status: 'completed', result: 'said' }]);
        close();
      },
    );
  });
}
