import { describe, expect, test } from 'vitest';
import type { TestApp } from './test-app.ts';

export function concurrencyContract(app: TestApp) {
  /** Measures how much work is under way at once; the first pieces wait for each other until `expected` have met. */
  function createGauge(expected: number) {
    let now = 0;
    return {
      max: 0,
      async work(id: unknown, name: string) {
        now += 1;
        this.max = Math.max(this.max, now);
        app.note(id, name);
        const giveUpAt = Date.now() + 5000;
        while (this.max < expected && Date.now() < giveUpAt)
          await new Promise((resolve) => setTimeout(resolve, 5));
        await new Promise((resolve) => setTimeout(resolve, 20)); // long enough for one too many to show
        now -= 1;
      },
    };
  }
  const times = (count: number, event: (n: number) => { name: string; data: Record<string, unknown> }) =>
    Array.from({ length: count }, (_, n) => event(n));
  const allEnded = (ids: string[]) => Promise.all(ids.map((id) => app.run(id, 100_000)));

  describe('concurrency', () => {
    const limited = createGauge(3);
    app.define((inngest) =>
      inngest.createFunction(
        { id: 'limited', triggers: [{ event: 'concurrency/limited' }], concurrency: 3 },
        async ({ event, step }) => {
          await Promise.all(
            ['a', 'b'].map((name) => step.run(name, () => limited.work(event.data.id, name))),
          );
        },
      ),
    );

    test('never more steps than the limit are at work, those of parallel steps counted, and the limit is used', async () => {
      const id = app.newId();
      await allEnded(await app.sendAll(times(10, () => ({ name: 'concurrency/limited', data: { id } }))));
      expect(limited.max).toBe(3);
      expect(app.notes(id)).toHaveLength(20);
    });

    const perKey = new Map<string, ReturnType<typeof createGauge>>();
    const keyed = createGauge(3);
    app.define((inngest) =>
      inngest.createFunction(
        {
          id: 'keyed',
          triggers: [{ event: 'concurrency/keyed' }],
          concurrency: { limit: 1, key: 'event.data.k' },
        },
        async ({ event, step }) => {
          const { id, k } = event.data;
          const gauge = perKey.get(k) ?? createGauge(1);
          perKey.set(k, gauge);
          await step.run('work', () => Promise.all([gauge.work(id, k), keyed.work(id, k)]).then(() => {}));
        },
      ),
    );

    test('a limit with a key counts each key for itself', async () => {
      const events = times(12, (n) => ({
        name: 'concurrency/keyed',
        data: { id: app.newId(), k: 'xyz'[n % 3] },
      }));
      await allEnded(await app.sendAll(events));
      for (const gauge of perKey.values()) expect(gauge.max).toBe(1);
      expect(perKey.size).toBe(3);
      expect(keyed.max).toBe(3);
    });

    const shared = createGauge(4);
    for (const name of ['one', 'two']) {
      app.define((inngest) =>
        inngest.createFunction(
          {
            id: `shared-${name}`,
            triggers: [{ event: `concurrency/shared-${name}` }],
            concurrency: [
              { limit: 4, key: '"all-jobs"', scope: 'env' },
              { limit: 2, key: 'event.data.user' },
            ],
          },
          async ({ event, step }) => {
            await step.run('work', () => shared.work(event.data.id, `${name} ${event.data.user}`));
          },
        ),
      );
    }

    test('a limit of the environment is shared by functions, next to a limit of each function', async () => {
      const id = app.newId();
      const events = times(24, (n) => ({
        name: n % 2 ? 'concurrency/shared-one' : 'concurrency/shared-two',
        data: { id, user: `u${n % 3}` },
      }));
      await allEnded(await app.sendAll(events));
      expect(shared.max).toBe(4);
      expect(app.notes(id)).toHaveLength(24);
    });

    const whole = createGauge(2);
    for (const name of ['one', 'two']) {
      app.define((inngest) =>
        inngest.createFunction(
          {
            id: `account-${name}`,
            triggers: [{ event: `concurrency/account-${name}` }],
            concurrency: { limit: 2, key: 'event.data.group', scope: 'account' },
          },
          async ({ event, step }) => {
            await step.run('work', () => whole.work(event.data.id, name));
          },
        ),
      );
    }

    test('a limit of the account is shared by functions for the same value of its key', async () => {
      const id = app.newId();
      const events = times(12, (n) => ({
        name: n % 2 ? 'concurrency/account-one' : 'concurrency/account-two',
        data: { id, group: id },
      }));
      await allEnded(await app.sendAll(events));
      expect(whole.max).toBe(2);
      expect(app.notes(id)).toHaveLength(12);
    });

    app.define((inngest) =>
      inngest.createFunction(
        { id: 'napping', triggers: [{ event: 'concurrency/napping' }], concurrency: 1 },
        async ({ event, step }) => {
          await step.run('before', () => app.note(event.data.id, `before ${event.data.n}`));
          await step.sleep('nap', '2s');
          await step.run('after', () => app.note(event.data.id, `after ${event.data.n}`));
        },
      ),
    );

    test('a run that sleeps holds no slot', async () => {
      const id = app.newId();
      await allEnded(await app.sendAll(times(5, (n) => ({ name: 'concurrency/napping', data: { id, n } }))));
      // Where the slot were held, the second to begin would come after the first is over.
      const notes = app.notes(id).map((note) => note.split(' ')[0]);
      expect(notes.slice(0, 2)).toEqual(['before', 'before']);
    });

    app.define((inngest) =>
      inngest.createFunction(
        {
          id: 'ranked',
          triggers: [{ event: 'concurrency/ranked' }],
          concurrency: 1,
          priority: { run: 'int(event.data.priority) * 60' },
        },
        async ({ event, step }) => {
          await step.run('work', async () => {
            app.note(event.data.id, String(event.data.priority));
            if (event.data.hold) await app.untilNoted(event.data.id, 'let go');
          });
        },
      ),
    );

    test('of the runs that wait, the one with the higher priority is next', async () => {
      const id = app.newId();
      const first = await app.send({ name: 'concurrency/ranked', data: { id, priority: 0, hold: true } });
      await app.noticed(id, '0');
      const priorities = [1, 5, 3, 9, 5];
      const rest = await app.sendAll(
        priorities.map((priority) => ({ name: 'concurrency/ranked', data: { id, priority } })),
      );
      app.note(id, 'let go');
      await allEnded([first, ...rest]);
      expect(app.notes(id)).toEqual(['0', 'let go', '9', '5', '5', '3', '1']);
    });

    test('runs whose key is at its limit do not hold up the others', async () => {
      const [held, free] = [app.newId(), app.newId()];
      const blocked = times(40, () => ({ name: 'concurrency/gated', data: { id: held, k: 'held' } }));
      const ids = await app.sendAll(blocked);
      await app.noticed(held, 'held');
      await app.run(await app.send({ name: 'concurrency/gated', data: { id: free, k: 'free' } }));
      expect(app.notes(held)).toEqual(['held']);
      app.note(held, 'let go');
      await allEnded(ids);
    });
    app.define((inngest) =>
      inngest.createFunction(
        {
          id: 'gated',
          triggers: [{ event: 'concurrency/gated' }],
          concurrency: { limit: 1, key: 'event.data.k' },
        },
        async ({ event, step }) => {
          const { id, k } = event.data;
          await step.run('work', async () => {
            app.note(id, k);
            if (k === 'held') await app.untilNoted(id, 'let go');
          });
        },
      ),
    );
  });
}
