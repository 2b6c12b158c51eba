import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { TestApp } from './test-app.ts';

export function stepsContract(app: TestApp) {
  describe('steps', () => {
    app.define((inngest) =>
      inngest.createFunction(
        { id: 'three', triggers: [{ event: 'steps/three' }] },
        async ({ event, step }) => {
          app.note(event.data.id, 'call');
          const a = await step.run('a', () => app.note(event.data.id, 'a', { n: 1 }));
          const b = await step.run('b', () => app.note(event.data.id, 'b', { n: a.n + 1 }));
          return step.run('c', () => app.note(event.data.id, 'c', { n: b.n + 1 }));
        },
      ),
    );

    test('a step whose result is stored is never called again, and later calls find the result', async () => {
      const id = app.newId();
      const run = await app.run(await app.send({ name: 'steps/three', data: { id } }));
      expect(run.status).toBe('Completed');
      expect(run.output).toEqual({ n: 3 });
      expect(app.notes(id).filter((note) => note !== 'call')).toEqual(['a', 'b', 'c']);
    });

    app.define((inngest) =>
      inngest.createFunction(
        { id: 'parallel', triggers: [{ event: 'steps/parallel' }] },
        async ({ event, step }) => {
          const { id } = event.data;
          const parts = await Promise.all(
            ['x', 'y', 'z'].map((name) => step.run(name, () => app.note(id, name, name))),
          );
          await step.run('after', () => app.note(id, `after ${parts.join('')}`));
          return parts;
        },
      ),
    );

    test('parallel steps run once each, and the function goes on when all are done', async () => {
      const id = app.newId();
      const run = await app.run(await app.send({ name: 'steps/parallel', data: { id } }));
      expect(run.output).toEqual(['x', 'y', 'z']);
      const notes = app.notes(id);
      expect(notes.slice(0, 3).sort()).toEqual(['x', 'y', 'z']);
      expect(notes.slice(3)).toEqual(['after xyz']);
    });

    app.define((inngest) =>
      inngest.createFunction({ id: 'chains', triggers: [{ event: 'steps/chains' }] }, ({ event, step }) => {
        const chain = async (name: string) => {
          const first = await step.run(`${name}1`, () => app.note(event.data.id, `${name}1`, 1));
          const inner = await Promise.all([
            step.run(`${name}2`, () => first + 1),
            step.run(`${name}3`, () => first + 2),
          ]);
          return inner.reduce((sum, n) => sum + n, 0);
        };
        return Promise.all([chain('l'), chain('r'), step.sleep('nap', '1s').then(() => 'slept')]);
      }),
    );

    test('chains of steps beside each other, with parallel steps inside and a sleep, all finish', async () => {
      const id = app.newId();
      const run = await app.run(await app.send({ name: 'steps/chains', data: { id } }));
      expect(run.output).toEqual([5, 5, 'slept']);
      expect(app.notes(id).sort()).toEqual(['l1', 'r1']);
    });

    app.define((inngest) =>
      inngest.createFunction({ id: 'wide', triggers: [{ event: 'steps/wide' }] }, async ({ event, step }) => {
        const parts = await Promise.all(
          Array.from({ length: 40 }, (_, n) => step.run(`w${n}`, () => app.note(event.data.id, `w${n}`, n))),
        );
        return parts.reduce((sum, n) => sum + n, 0);
      }),
    );

    test('forty parallel steps that finish at the same time are each counted once', async () => {
      const id = app.newId();
      const run = await app.run(await app.send({ name: 'steps/wide', data: { id } }));
      expect(run.output).toBe(780);
      expect(new Set(app.notes(id)).size).toBe(40);
      expect(app.notes(id)).toHaveLength(40);
    });

    app.define((inngest) =>
      inngest.createFunction({ id: 'loop', triggers: [{ event: 'steps/loop' }] }, async ({ step }) => {
        const found: number[] = [];
        for (const n of [1, 2, 3]) found.push(await step.run('same', () => n * n));
        return found;
      }),
    );

    test('steps with the same id in a loop are told apart', async () => {
      expect((await app.run(await app.send({ name: 'steps/loop' }))).output).toEqual([1, 4, 9]);
    });

    const awkward = {
      nul: 'a\u0000b',
      emoji: '😀',
      number: 1e21,
      empty: '',
      list: [null],
    };
    app.define((inngest) =>
      inngest.createFunction(
        { id: 'awkward', triggers: [{ event: 'steps/awkward' }] },
        async ({ event, step }) => {
          const nothing = await step.run('nothing', () => undefined);
          const back = await step.run('echo', () => event.data.awkward);
          return { nothing, same: isDeepStrictEqual(back, awkward), back };
        },
      ),
    );

    test('any JSON survives a step: NUL characters, large numbers, nothing at all', async () => {
      const run = await app.run(await app.send({ name: 'steps/awkward', data: { awkward } }));
      expect(run.output).toEqual({ nothing: null, same: true, back: awkward });
    });

    app.define((inngest) =>
      inngest.createFunction({ id: 'half', triggers: [{ event: 'steps/half' }] }, ({ step }) =>
        step.run('half', () => '\ud800'),
      ),
    );

    app.mayDiffer('Inngest replaces it by U+FFFD', 'half a surrogate pair survives a step', async () => {
      expect((await app.run(await app.send({ name: 'steps/half' }))).output).toBe('\ud800');
    });

    app.define((inngest) =>
      inngest.createFunction(
        { id: 'sender', triggers: [{ event: 'steps/sender' }] },
        async ({ event, step }) => {
          const sent = await step.sendEvent('tell', { name: 'steps/receiver', data: { id: event.data.id } });
          return sent.ids.length;
        },
      ),
    );
    app.define((inngest) =>
      inngest.createFunction(
        { id: 'receiver', triggers: [{ event: 'steps/receiver' }] },
        async ({ event, runId }) => {
          app.note(event.data.id, `received ${typeof runId}`);
        },
      ),
    );

    test('an event sent by a step starts the functions that it triggers', async () => {
      const id = app.newId();
      expect((await app.run(await app.send({ name: 'steps/sender', data: { id } }))).output).toBe(1);
      await app.noticed(id, 'received string');
    });

    app.define((inngest) =>
      inngest.createFunction({ id: 'big', triggers: [{ event: 'steps/big' }] }, async ({ event, step }) => {
        const sizes: number[] = [];
        for (const n of [1, 2, 3, 4, 5]) {
          const text = await step.run(`big${n}`, () =>
            app.note(event.data.id, `big${n}`, 'x'.repeat(1_500_000)),
          );
          sizes.push(text.length);
        }
        return sizes;
      }),
    );

    test('a run whose state is larger than a request (4 MB) goes on, its state fetched by the app', async () => {
      const id = app.newId();
      const run = await app.run(await app.send({ name: 'steps/big', data: { id } }), 30_000);
      expect(run.output).toEqual(Array(5).fill(1_500_000));
      expect(app.notes(id)).toHaveLength(5);
    });

    app.define((inngest) =>
      inngest.createFunction(
        // One server counts it as an attempt, another ends the run at once.
        { id: 'too-big', retries: 0, triggers: [{ event: 'steps/too-big' }] },
        async ({ step }) => {
          await step.run('huge', () => 'x'.repeat(4_300_000));
        },
      ),
    );

    test('a step that returns more than 4 MB fails its run with an error that says so', async () => {
      const run = await app.run(await app.send({ name: 'steps/too-big' }));
      expect(run.status).toBe('Failed');
      expect(JSON.stringify(run.output)).toMatch(/huge.*4,194,304|too large/i);
    });
  });
}
