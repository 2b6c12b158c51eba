import { invoke, NonRetriableError, referenceFunction, staticSchema } from 'inngest';
import { describe, expect, test } from 'vitest';
import { eventually, type TestApp } from './test-app.ts';

export function waitingContract(app: TestApp) {
  describe('waiting', () => {
    app.define((inngest) =>
      inngest.createFunction(
        { id: 'sleeper', triggers: [{ event: 'waiting/sleep' }] },
        async ({ event, step }) => {
          const { id } = event.data;
          await step.run('before', () => app.note(id, String(Date.now())));
          await step.sleep('nap', '1s');
          await step.run('between', () => app.note(id, String(Date.now())));
          await step.sleepUntil('until', new Date(Number(event.data.until)));
          await step.run('after', () => app.note(id, String(Date.now())));
        },
      ),
    );

    test('a sleep lasts as long as it was asked for, a sleepUntil until then', async () => {
      const id = app.newId();
      const until = Date.now() + 2500;
      const run = await app.run(await app.send({ name: 'waiting/sleep', data: { id, until } }));
      expect(run.status).toBe('Completed');
      const [before = 0, between = 0, after = 0] = app.notes(id).map(Number);
      expect(between - before).toBeGreaterThanOrEqual(999);
      // On a busy machine what is due has to wait for its turn.
      expect(between - before).toBeLessThan(30_000);
      expect(after).toBeGreaterThanOrEqual(until - 1);
      expect(after).toBeLessThan(until + 30_000);
    });

    app.define((inngest) =>
      inngest.createFunction(
        { id: 'waiter', triggers: [{ event: 'waiting/wait' }] },
        async ({ event, step }) => {
          const { id, timeout } = event.data;
          await step.run('begin', () => app.note(id, 'begun'));
          const [match, condition] = await Promise.all([
            step.waitForEvent('by match', { event: 'waiting/answer', timeout, match: 'data.id' }),
            step.waitForEvent('by if', {
              event: 'waiting/other',
              timeout,
              if: 'event.data.id == async.data.id && async.data.n > 5',
            }),
          ]);
          return [match?.data.n ?? null, condition?.data.n ?? null];
        },
      ),
    );

    test('a wait ends with the event that matches, and with no other', async () => {
      const id = app.newId();
      const eventId = await app.send({ name: 'waiting/wait', data: { id, timeout: '5m' } });
      await app.noticed(id, 'begun');
      // The waits are set up by the call after the first step; an event that comes before them is not theirs.
      const run = await eventually(async () => {
        await app.sendAll([
          { name: 'waiting/answer', data: { id: 'another', n: 1 } },
          { name: 'waiting/other', data: { id, n: 2 } },
          { name: 'waiting/other', data: { id, n: 7 } },
          { name: 'waiting/answer', data: { id, n: 8 } },
        ]);
        const [found] = await app.runsOf(eventId);
        if (!found?.ended_at) throw new Error('still waiting');
        return found;
      }, app.patienceMs);
      expect(run.output).toEqual([8, 7]);
    });

    test('an event ends the waits of all runs that it matches', async () => {
      const id = app.newId();
      const begin = () => app.send({ name: 'waiting/wait', data: { id, timeout: '5m' } });
      const eventIds = await Promise.all([begin(), begin(), begin()]);
      const runs = await eventually(async () => {
        await app.send({ name: 'waiting/answer', data: { id, n: 4 } });
        await app.send({ name: 'waiting/other', data: { id, n: 6 } });
        const found = (await Promise.all(eventIds.map((eventId) => app.runsOf(eventId)))).flat();
        if (found.length < 3 || found.some(({ ended_at }) => !ended_at)) throw new Error('still waiting');
        return found;
      }, app.patienceMs);
      expect(runs.map(({ output }) => output)).toEqual([1, 2, 3].map(() => [4, 6]));
    });

    test('a wait that nothing ends gives null when its time is over', async () => {
      const id = app.newId();
      const run = await app.run(await app.send({ name: 'waiting/wait', data: { id, timeout: '1s' } }));
      expect(run.output).toEqual([null, null]);
    });

    app.define((inngest) =>
      inngest.createFunction(
        { id: 'child', retries: 0, triggers: [{ event: 'waiting/child' }] },
        async ({ event, step }) => {
          const n = await step.run('double', () => Number(event.data.n) * 2);
          if (n > 100) throw new NonRetriableError('too much');
          return n;
        },
      ),
    );
    app.define((inngest) => {
      const child = referenceFunction({ functionId: 'child' });
      return inngest.createFunction(
        { id: 'parent', triggers: [{ event: 'waiting/parent' }] },
        async ({ step }) => {
          const good = await step.invoke('good', { function: child, data: { n: 21 } });
          const bad = await step
            .invoke('bad', { function: child, data: { n: 99 } })
            .catch((error: Error) => `caught ${error.message}`);
          return [good, bad];
        },
      );
    });

    test('an invoked function answers its caller with what it returns, or with its error', async () => {
      const run = await app.run(await app.send({ name: 'waiting/parent' }));
      expect(run.status).toBe('Completed');
      expect(run.output).toEqual([42, expect.stringContaining('too much')]);
    });

    app.define((inngest) =>
      inngest.createFunction(
        {
          id: 'slow-child',
          triggers: [invoke(staticSchema<{ id: string }>())],
          cancelOn: [{ event: 'waiting/stop-child', match: 'data.id' }],
        },
        async ({ event, step }) => {
          await step.run('begin', () => app.note(event.data.id, 'child begun'));
          await step.sleep('long', '30s');
        },
      ),
    );
    app.define((inngest) => {
      const slow = referenceFunction({ functionId: 'slow-child' });
      return inngest.createFunction(
        { id: 'impatient-parent', triggers: [{ event: 'waiting/impatient-parent' }] },
        async ({ event, step }) => {
          const { id, timeout } = event.data;
          return step
            .invoke('slow', { function: slow, data: { id }, timeout })
            .then(() => 'answered')
            .catch((error: Error) => (error.message ? 'caught' : 'caught nothing'));
        },
      );
    });

    test('an invoked function that takes longer than its caller waits is an error that the caller may catch', async () => {
      const id = app.newId();
      const eventId = await app.send({ name: 'waiting/impatient-parent', data: { id, timeout: '1s' } });
      expect((await app.run(eventId)).output).toBe('caught');
      await app.send({ name: 'waiting/stop-child', data: { id } });
    });

    app.mayDiffer(
      'on Inngest it resolves, with a payload of the server',
      'an invoked function that is cancelled is an error that its caller may catch',
      async () => {
        const id = app.newId();
        const eventId = await app.send({ name: 'waiting/impatient-parent', data: { id, timeout: '40s' } });
        await app.noticed(id, 'child begun');
        await app.send({ name: 'waiting/stop-child', data: { id } });
        expect((await app.run(eventId)).output).toBe('caught');
      },
    );

    app.define((inngest) =>
      inngest.createFunction(
        { id: 'witness', triggers: [{ event: 'waiting/witness' }] },
        async ({ event, step }) => {
          const { id, ending } = event.data;
          const about = 'event.data.id == async.data.event.data.id';
          const [told, finished] = await Promise.all([
            step.waitForEvent('told', { event: `inngest/function.${ending}`, timeout: '20s', if: about }),
            step.waitForEvent('finished', { event: 'inngest/function.finished', timeout: '20s', if: about }),
            step.run('ready', () => app.note(id, 'ready')),
          ]);
          return { told: told?.data, finished: finished?.data };
        },
      ),
    );
    app.define((inngest) =>
      inngest.createFunction(
        {
          id: 'witnessed',
          retries: 0,
          triggers: [{ event: 'waiting/witnessed' }],
          cancelOn: [{ event: 'waiting/stop', match: 'data.id' }],
        },
        async ({ event, step }) => {
          if (event.data.ending === 'failed') throw new NonRetriableError('seen to fail');
          if (event.data.ending === 'cancelled') await step.sleep('long', '30s');
          return 'seen';
        },
      ),
    );

    test.each([
      ['finished', { _inngest: { status: 'Completed' }, result: 'seen' }],
      ['failed', { _inngest: { status: 'Failed' }, error: { message: 'seen to fail' } }],
      ['cancelled', { _inngest: { status: 'Cancelled' } }],
    ])('a run may wait for the end of another: %s', async (ending, data) => {
      const id = app.newId();
      const eventId = await app.send({ name: 'waiting/witness', data: { id, ending } });
      await app.noticed(id, 'ready');
      const other = await app.send({ name: 'waiting/witnessed', data: { id, ending } });
      if (ending === 'cancelled') {
        await eventually(
          async () => expect((await app.runsOf(other))[0]?.status).toBe('Running'),
          app.patienceMs,
        );
        await app.send({ name: 'waiting/stop', data: { id } });
      }
      const ended = await app.run(other);
      const { output } = await app.run(eventId);
      const about = { run_id: ended.run_id, function_id: 'contract-witnessed' };
      expect(output).toMatchObject({ told: { ...about, ...data }, finished: about });
      if (ending === 'failed') expect(output).toMatchObject({ told: { result: expect.anything() } });
    });
  });
}
