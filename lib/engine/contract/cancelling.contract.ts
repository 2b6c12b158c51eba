import { describe, expect, test } from 'vitest';
import { eventually, type TestApp } from './test-app.ts';

export function cancellingContract(app: TestApp) {
  describe('cancelling', () => {
    app.define((inngest) =>
      inngest.createFunction(
        {
          id: 'cancellable',
          triggers: [{ event: 'cancelling/start' }],
          cancelOn: [
            { event: 'cancelling/stop', match: 'data.id' },
            { event: 'cancelling/stop-above', if: 'event.data.n > async.data.n' },
            { event: 'cancelling/too-late', match: 'data.id', timeout: '1s' },
          ],
        },
        async ({ event, step }) => {
          await step.run('begin', () => app.note(event.data.id, 'begun'));
          await step.sleep('long', event.data.sleep ?? '10m'); // cancelled long before
          await step.run('never', () => app.note(event.data.id, 'went on'));
        },
      ),
    );
    const begin = async (data: Record<string, unknown> = {}) => {
      const id = app.newId();
      // On Inngest a comparison with a value that is missing holds, so every run has every value.
      const eventId = await app.send({ name: 'cancelling/start', data: { id, n: 0, ...data } });
      await app.noticed(id, 'begun');
      return { id, eventId };
    };
    const status = async (eventId: string) => (await app.runsOf(eventId))[0]?.status;

    test('cancelOn with match ends the run that matches and no other', async () => {
      const [one, other] = [await begin(), await begin()];
      await app.send({ name: 'cancelling/stop', data: { id: one.id } });
      expect((await app.run(one.eventId)).status).toBe('Cancelled');
      expect(await status(other.eventId)).toBe('Running');
      await app.send({ name: 'cancelling/stop', data: { id: other.id } });
      expect((await app.run(other.eventId)).status).toBe('Cancelled');
      expect(app.notes(one.id)).toEqual(['begun']);
    });

    test('cancelOn with an expression compares the run’s event with the one that came', async () => {
      const [low, high] = [await begin({ n: 1 }), await begin({ n: 9 })];
      await app.send({ name: 'cancelling/stop-above', data: { n: 5, id: 'none' } });
      expect((await app.run(high.eventId)).status).toBe('Cancelled');
      expect(await status(low.eventId)).toBe('Running');
      await app.send({ name: 'cancelling/stop', data: { id: low.id } });
      await app.run(low.eventId);
    });

    test('a cancelOn whose time is over cancels no more', async () => {
      const { id, eventId } = await begin({ sleep: '3s' });
      await new Promise((resolve) => setTimeout(resolve, 1200)); // the time that is under test
      await app.send({ name: 'cancelling/too-late', data: { id } });
      expect((await app.run(eventId)).status).toBe('Completed');
    });

    app.mayDiffer(
      'Inngest on PostgreSQL answers that it cannot load the run',
      'a run is cancelled by request, again without effect, and what has ended stays as it ended',
      async () => {
        const { eventId } = await begin();
        const runId = (await app.runsOf(eventId))[0]?.run_id;
        for (const _ of [1, 2])
          expect((await app.api(`/v1/runs/${runId}`, { method: 'DELETE' })).status).toBe(200);
        expect((await app.run(eventId)).status).toBe('Cancelled');

        const done = await begin({ sleep: '1s' });
        const ended = await app.run(done.eventId);
        expect((await app.api(`/v1/runs/${ended.run_id}`, { method: 'DELETE' })).status).toBeLessThan(500);
        expect(await status(done.eventId)).toBe('Completed');
      },
    );

    app.define((inngest) =>
      inngest.createFunction(
        {
          id: 'slow',
          triggers: [{ event: 'cancelling/slow' }],
          cancelOn: [{ event: 'cancelling/stop', match: 'data.id' }],
        },
        async ({ event, step }) => {
          const { id } = event.data;
          await step.run('slow', async () => {
            app.note(id, 'begun');
            await app.untilNoted(id, 'let go');
            app.note(id, 'finished');
            return 1;
          });
          await step.run('next', () => app.note(id, 'went on'));
        },
      ),
    );

    test('a run that is cancelled in the middle of a step takes no further step', async () => {
      const id = app.newId();
      const eventId = await app.send({ name: 'cancelling/slow', data: { id } });
      await app.noticed(id, 'begun');
      await app.send({ name: 'cancelling/stop', data: { id } });
      expect((await app.run(eventId)).status).toBe('Cancelled');
      app.note(id, 'let go');
      await app.noticed(id, 'finished');
      const after = await app.run(await app.send({ name: 'cancelling/marker', data: { id } }));
      expect(after.status).toBe('Completed');
      expect(await status(eventId)).toBe('Cancelled');
      expect(app.notes(id)).not.toContain('went on');
    });
    app.define((inngest) =>
      inngest.createFunction(
        { id: 'marker', triggers: [{ event: 'cancelling/marker' }] },
        async ({ step }) => {
          await step.sleep('a while', '1s');
        },
      ),
    );

    app.define((inngest) =>
      inngest.createFunction(
        { id: 'deadline', triggers: [{ event: 'cancelling/deadline' }], timeouts: { finish: '1s' } },
        async ({ step }) => {
          await step.sleep('long', '30s');
        },
      ),
    );

    test('timeouts.finish cancels a run that takes longer', async () => {
      expect((await app.run(await app.send({ name: 'cancelling/deadline' }))).status).toBe('Cancelled');
    });

    app.define((inngest) =>
      inngest.createFunction(
        {
          id: 'impatient',
          triggers: [{ event: 'cancelling/impatient' }],
          timeouts: { start: '1s' },
          concurrency: 1,
        },
        async ({ event, step }) => {
          await step.run('hold', async () => {
            app.note(event.data.id, 'begun');
            await app.untilNoted(event.data.id, 'let go');
          });
        },
      ),
    );

    test('timeouts.start cancels a run that had to wait longer for its turn, and no run that has started', async () => {
      const [holder, waiting] = [app.newId(), app.newId()];
      const first = await app.send({ name: 'cancelling/impatient', data: { id: holder } });
      await app.noticed(holder, 'begun');
      const second = await app.send({ name: 'cancelling/impatient', data: { id: waiting } });
      expect((await app.run(second)).status).toBe('Cancelled');
      app.note(holder, 'let go');
      expect((await app.run(first)).status).toBe('Completed');
      expect(app.notes(waiting)).toEqual([]);
    });

    app.define((inngest) =>
      inngest.createFunction(
        {
          id: 'in-line',
          triggers: [{ event: 'cancelling/in-line' }],
          cancelOn: [{ event: 'cancelling/leave', match: 'data.id' }],
          concurrency: 1,
        },
        async ({ event, step }) => {
          await step.run('hold', async () => {
            app.note(event.data.id, 'begun');
            await app.untilNoted(event.data.id, 'let go');
          });
        },
      ),
    );

    test('a run that waits for its turn is cancelled without having begun', async () => {
      const [holder, waiting] = [app.newId(), app.newId()];
      const first = await app.send({ name: 'cancelling/in-line', data: { id: holder } });
      await app.noticed(holder, 'begun');
      const second = await app.send({ name: 'cancelling/in-line', data: { id: waiting } });
      await eventually(async () => expect(await app.runsOf(second)).toHaveLength(1), app.patienceMs);
      await app.send({ name: 'cancelling/leave', data: { id: waiting } });
      expect((await app.run(second)).status).toBe('Cancelled');
      app.note(holder, 'let go');
      expect((await app.run(first)).status).toBe('Completed');
      expect(app.notes(waiting)).toEqual([]);
    });

    app.define((inngest) =>
      inngest.createFunction(
        {
          id: 'listener',
          triggers: [
            { event: 'inngest/function.cancelled', if: 'event.data.function_id == "contract-cancellable"' },
            { event: 'inngest/function.finished', if: 'event.data.function_id == "contract-cancellable"' },
          ],
        },
        async ({ event }) => {
          const { event: original, run_id } = event.data as {
            event: { data: { id: string } };
            run_id: string;
          };
          app.note(`end of ${original.data.id}`, `${event.name} ${typeof run_id}`);
        },
      ),
    );

    test('functions hear of a run that was cancelled, and that it is finished', async () => {
      const { id, eventId } = await begin();
      await app.send({ name: 'cancelling/stop', data: { id } });
      await app.run(eventId);
      await app.noticed(`end of ${id}`, 'inngest/function.cancelled string');
      await app.noticed(`end of ${id}`, 'inngest/function.finished string');
    });
  });
}
