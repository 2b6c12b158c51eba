import { describe, expect, test } from 'vitest';
import { eventually, type TestApp } from './test-app.ts';

export function eventsContract(app: TestApp) {
  describe('events', () => {
    app.define((inngest) =>
      inngest.createFunction({ id: 'once', triggers: [{ event: 'events/once' }] }, async ({ event }) => {
        app.note(event.data.id, `${event.name} ${event.id === event.data.id} ${typeof event.ts}`);
      }),
    );

    app.mayDiffer(
      'Inngest gives events ids of its own, and answers with those',
      'a function sees the id that an event was sent with, and the sender gets it back',
      async () => {
        const id = app.newId();
        const eventId = await app.send({ name: 'events/once', id, data: { id } });
        expect(eventId).toBe(id);
        await app.run(eventId);
        expect(app.notes(id)).toEqual(['events/once true number']);
      },
    );

    test('an event that is sent ten times at once under one id starts one run', async () => {
      const id = app.newId();
      const ids = await Promise.all(
        Array.from({ length: 10 }, () => app.send({ name: 'events/once', id, data: { id } })),
      );
      await app.runOfAny(ids);
      await app.run(await app.send({ name: 'events/once', data: { id: app.newId() } }));
      expect(app.notes(id)).toHaveLength(1);
    });

    test('a request that is sent again, as the SDK does when no answer came, starts nothing twice', async () => {
      const id = app.newId();
      const { baseUrl, eventKey } = app.server();
      const seed = `${Date.now()},${Buffer.from(id.replaceAll('-', ''), 'hex').subarray(0, 10).toString('base64')}`;
      const post = async () => {
        const response = await fetch(new URL(`/e/${eventKey}`, baseUrl), {
          method: 'POST',
          headers: { 'x-inngest-event-id-seed': seed, 'content-type': 'application/json' },
          body: JSON.stringify([
            { name: 'events/once', data: { id } },
            { name: 'events/once', data: { id } },
          ]),
        });
        return ((await response.json()) as { ids: string[] }).ids;
      };
      const ids = await post();
      expect(await post()).toEqual(ids);
      expect(new Set(ids).size).toBe(2);
      for (const eventId of ids) await app.run(eventId);
      expect(app.notes(id)).toHaveLength(2);
    });

    for (const name of ['first', 'second']) {
      app.define((inngest) =>
        inngest.createFunction(
          { id: `fan-${name}`, triggers: [{ event: 'events/fan' }, { event: 'events/unused' }] },
          async ({ event }) => app.note(event.data.id, name),
        ),
      );
    }

    test('an event starts every function that it triggers', async () => {
      const id = app.newId();
      await app.ended(await app.send({ name: 'events/fan', data: { id } }), { count: 2 });
      expect(app.notes(id).sort()).toEqual(['first', 'second']);
    });

    app.define((inngest) =>
      inngest.createFunction(
        {
          id: 'picky',
          triggers: [{ event: 'events/picky', if: 'event.data.n > 2 && event.data.kind == "a"' }],
        },
        async ({ event }) => app.note(event.data.id, `n ${event.data.n}`),
      ),
    );

    test('a trigger with a condition starts a run only where it holds', async () => {
      const id = app.newId();
      const picked = [{ n: 1, kind: 'a' }, { n: 3, kind: 'b' }, { n: 4, kind: 'a' }, { kind: 'a' }].map(
        (data) => ({ name: 'events/picky', data: { id, ...data } }),
      );
      const ids = await app.sendAll(picked);
      await app.run(ids[2] ?? '');
      const counts = await Promise.all(ids.map(async (eventId) => (await app.runsOf(eventId)).length));
      expect(counts).toEqual([0, 0, 1, 0]);
    });

    test('an event with a time in the future starts its runs then', async () => {
      const id = app.newId();
      const ts = Date.now() + 1500;
      const run = await app.run(await app.send({ name: 'events/once', ts, data: { id } }));
      expect(Date.parse(run.ended_at ?? '')).toBeGreaterThanOrEqual(ts - 5);
    });

    app.define((inngest) =>
      inngest.createFunction(
        { id: 'idempotent', triggers: [{ event: 'events/idempotent' }], idempotency: 'event.data.key' },
        async ({ event }) => app.note(event.data.key, 'ran'),
      ),
    );

    test('events with the same idempotency key start one run', async () => {
      const key = app.newId();
      const ids = await app.sendAll([1, 2, 3].map((n) => ({ name: 'events/idempotent', data: { key, n } })));
      await app.runOfAny(ids);
      const runs = await Promise.all(ids.map((id) => app.runsOf(id)));
      expect(runs.flat()).toHaveLength(1);
      expect(app.notes(key)).toEqual(['ran']);
    });

    test('the event of an id runs once, also when it comes again with another idempotency key', async () => {
      const [id, key, other] = [app.newId(), app.newId(), app.newId()];
      const first = await app.send({ name: 'events/idempotent', id, data: { key } });
      await app.noticed(key, 'ran');
      const second = await app.send({ name: 'events/idempotent', id, data: { key: other } });
      // What is sent later is taken up later.
      await app.run(await app.send({ name: 'events/idempotent', data: { key: app.newId() } }));
      await app.runOfAny([first, second]);
      expect(app.notes(key)).toEqual(['ran']);
      expect(app.notes(other)).toEqual([]);
    });

    test('an event has an id, a time, data and a user, also where it came without', async () => {
      const id = app.newId();
      await app.send({ name: 'events/shape', data: { id } });
      await app.noticed(id, 'data,id,name,ts,user');
    });
    app.define((inngest) =>
      inngest.createFunction({ id: 'shape', triggers: [{ event: 'events/shape' }] }, async ({ event }) => {
        app.note(event.data.id, Object.keys(event).sort().join());
      }),
    );

    // A schedule stays on a server that is not thrown away, and its runs fail there for ever.
    if (!app.hasSchedule) return;
    app.define((inngest) =>
      inngest.createFunction({ id: 'every-minute', triggers: [{ cron: '* * * * *' }] }, async ({ event }) => {
        const { cron, scheduledAt } = event.data;
        app.note('every minute', JSON.stringify([event.name, cron, scheduledAt, event.ts, Date.now()]));
      }),
    );

    test('a function with a schedule runs by itself, once each time', async () => {
      const runs = await eventually(() => {
        const notes = app.notes('every minute');
        if (notes.length === 0) throw new Error('has not run yet');
        return notes.map((note): [string, string, string, number, number] => JSON.parse(note));
      }, 90_000);
      for (const [name, cron, scheduledAt, ts, ranAt] of runs) {
        expect([name, cron]).toEqual(['inngest/scheduled.timer', '* * * * *']);
        expect(Date.parse(scheduledAt) % 60_000).toBe(0);
        expect(Date.parse(scheduledAt)).toBe(ts);
        expect(ranAt - ts).toBeLessThan(60_000); // before the next time
      }
      expect(new Set(runs.map(([, , scheduledAt]) => scheduledAt)).size).toBe(runs.length);
    });
  });
}
