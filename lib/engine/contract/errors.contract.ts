import {
  type FailureEventArgs,
  type GetStepTools,
  type Inngest,
  NonRetriableError,
  RetryAfterError,
} from 'inngest';
import { describe, expect, test } from 'vitest';
import type { TestApp } from './test-app.ts';

export function errorsContract(app: TestApp) {
  describe('errors', () => {
    app.define((inngest) =>
      inngest.createFunction(
        { id: 'flaky', retries: 2, triggers: [{ event: 'errors/flaky' }] },
        async ({ event, step, attempt }) => {
          const { id } = event.data;
          await step.run('before', () => app.note(id, 'before'));
          await step.run('first', () => failUntil(id, { name: 'first', attempt, last: 2 }));
          await step.run('second', () => failUntil(id, { name: 'second', attempt, last: 1 }));
          return 'recovered';
        },
      ),
    );
    const failUntil = (
      id: string,
      { name, attempt, last }: { name: string; attempt: number; last: number },
    ) => {
      app.note(id, `${name} ${attempt}`);
      if (attempt < last) throw new RetryAfterError(`${name} fails`, '1s');
    };

    test('a failing step is tried again with the attempt counted, each step from 0, and nothing else is', async () => {
      const id = app.newId();
      const run = await app.run(await app.send({ name: 'errors/flaky', data: { id } }));
      expect(run.output).toBe('recovered');
      expect(app.notes(id)).toEqual(['before', 'first 0', 'first 1', 'first 2', 'second 0', 'second 1']);
    });

    app.define((inngest) =>
      inngest.createFunction(
        { id: 'caught', retries: 1, triggers: [{ event: 'errors/caught' }] },
        async ({ event, step }) => {
          const { id } = event.data;
          const caught = await step
            .run('fails', () => {
              app.note(id, 'try');
              throw new RetryAfterError('no luck', '1s');
            })
            .catch((error: Error) => `${error.name}: ${error.message}`);
          return step.run('after', () => caught);
        },
      ),
    );

    test('a step that fails for good is caught by the function as an error, after all attempts', async () => {
      const id = app.newId();
      const run = await app.run(await app.send({ name: 'errors/caught', data: { id } }));
      expect(run.status).toBe('Completed');
      expect(run.output).toBe('RetryAfterError: no luck');
      expect(app.notes(id)).toEqual(['try', 'try']);
    });

    app.define((inngest) =>
      inngest.createFunction(
        {
          id: 'fatal',
          retries: 3,
          triggers: [{ event: 'errors/fatal' }],
          onFailure: async ({
            event,
            error,
            step,
          }: FailureEventArgs & { step: GetStepTools<Inngest.Any> }) => {
            const original = event.data.event.data;
            await step.run('tell', () =>
              app.note(original.id, `told ${error.message} ${event.data.function_id}`),
            );
          },
        },
        async ({ event, step }) => {
          await step.run('dies', () => {
            app.note(event.data.id, 'try');
            throw new NonRetriableError('hopeless');
          });
        },
      ),
    );

    test('an error that cannot be retried fails the run at once, and onFailure hears of it once', async () => {
      const id = app.newId();
      const run = await app.run(await app.send({ name: 'errors/fatal', data: { id } }));
      expect(run.status).toBe('Failed');
      expect(run.output).toMatchObject({ message: 'hopeless' });
      await app.noticed(id, 'told hopeless contract-fatal');
      expect(app.notes(id)).toEqual(['try', 'told hopeless contract-fatal']);
    });

    app.define((inngest) =>
      inngest.createFunction(
        { id: 'thrower', retries: 1, triggers: [{ event: 'errors/thrower' }] },
        async ({ event, step, attempt, maxAttempts }) => {
          await step.run('once', () => app.note(event.data.id, 'once'));
          app.note(event.data.id, `attempt ${attempt} of ${maxAttempts}`);
          throw new RetryAfterError('outside of a step', '1s');
        },
      ),
    );

    test('an error outside of steps is retried without running finished steps again, then fails the run', async () => {
      const id = app.newId();
      const run = await app.run(await app.send({ name: 'errors/thrower', data: { id } }));
      expect(run.status).toBe('Failed');
      expect(run.output).toMatchObject({ message: 'outside of a step' });
      expect(app.notes(id).filter((note) => note === 'once')).toHaveLength(1);
      expect(app.notes(id).at(-1)).toBe('attempt 1 of 2');
    });

    app.define((inngest) =>
      inngest.createFunction(
        { id: 'later', retries: 1, triggers: [{ event: 'errors/later' }] },
        async ({ event, step, attempt }) => {
          await step.run('waits', () => {
            app.note(event.data.id, String(Date.now()));
            if (attempt === 0) throw new RetryAfterError('in two seconds', '2s');
          });
        },
      ),
    );

    // A real Inngest server cuts the time to the full second, so "2" may be anything from 1 to 2 s there.
    test('a retry waits as long as the error asks for', async () => {
      const id = app.newId();
      await app.run(await app.send({ name: 'errors/later', data: { id } }));
      const [first, second] = app.notes(id).map(Number);
      expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(1000);
      expect((second ?? 0) - (first ?? 0)).toBeLessThan(15_000); // what it would be had the error asked for nothing
    });

    app.define((inngest) =>
      inngest.createFunction(
        { id: 'parallel-failure', retries: 0, triggers: [{ event: 'errors/parallel' }] },
        async ({ event, step }) => {
          const results = await Promise.allSettled([
            step.run('good', () => 'fine'),
            step.run('bad', () => {
              app.note(event.data.id, 'bad');
              throw new Error('bad luck');
            }),
          ]);
          return results.map((result) => (result.status === 'fulfilled' ? result.value : 'lost'));
        },
      ),
    );

    test('a parallel step that fails costs only itself', async () => {
      const id = app.newId();
      const run = await app.run(await app.send({ name: 'errors/parallel', data: { id } }));
      expect(run.output).toEqual(['fine', 'lost']);
      expect(app.notes(id)).toEqual(['bad']);
    });
  });
}
