import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { createTestApp, eventually } from '#lib/engine/contract/index.ts';
import { findFreePort } from '#lib/postgres/find-free-port.ts';
import { createTestDatabase } from '#lib/testing/database.ts';

const keys = { signingKey: '0123456789abcdef', eventKey: 'event-key' };
const database = await createTestDatabase();
const running = new Set<ChildProcess>();

afterEach(async () => {
  for (const child of running) child.kill('SIGKILL');
  await eventually(() => expect(running.size).toBe(0), 60_000);
});
afterAll(() => database.drop());

/** Runs `npm run engine` as a process; resolves when it says that it is running, or has ended. */
async function runEngine(settings: Record<string, string>) {
  const child = spawn(process.execPath, ['scripts/engine.ts'], {
    cwd: path.resolve(import.meta.dirname, '..'),
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      INNGEST_SIGNING_KEY: keys.signingKey,
      INNGEST_EVENT_KEY: keys.eventKey,
      INNGEST_SIGNING_KEY_FALLBACK: '',
      LOG_LEVEL: 'error',
      ...settings,
    },
  });
  running.add(child);
  child.once('close', () => running.delete(child));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  const ended = once(child, 'close').then(([code]) => code as number);
  await Promise.race([ended, eventually(() => expect(said).toContain('is running'), 60_000)]);
  return {
    said: () => said.trim(),
    ended,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

test('an engine that cannot start says in one sentence what to set', async () => {
  const nowhere = { DATABASE_URL: '', DATA_DIR: '/nonexistent/data' };
  const keyless = await runEngine({ ...nowhere, INNGEST_SIGNING_KEY: '' });
  expect(await keyless.ended).toBe(1);
  expect(keyless.said()).toMatch(/^Set INNGEST_SIGNING_KEY and INNGEST_EVENT_KEY; .*$/);
  const empty = await runEngine(nowhere);
  expect(await empty.ended).toBe(1);
  expect(empty.said()).toMatch(/^There is no database in .*: run npm start first, or set DATABASE_URL\.$/);
});

test('an engine that runs says where it is, for which app, and what the app needs', async () => {
  const port = String(await findFreePort());
  const engine = await runEngine({ ENGINE_PORT: port, APP_URL: 'http://127.0.0.1:1' });
  expect(engine.said()).toContain(`http://127.0.0.1:${port}`);
  expect(engine.said()).toContain('http://127.0.0.1:1/api/inngest');
  expect(engine.said()).toContain(`INNGEST_BASE_URL=http://127.0.0.1:${port}`);
  expect(engine.said()).not.toContain(keys.signingKey);

  const second = await runEngine({ ENGINE_PORT: port });
  expect(await second.ended).toBe(1);
  expect(second.said()).toContain(`Port ${port} of 127.0.0.1 is taken`);
  expect(await engine.stop()).toBe(0);
});

test('two engines are restarted one after the other while events come, and nothing is lost or done twice', async () => {
  /** Longer than an engine lives that does not let its calls end. */
  const longMs = 2000;
  const ports = [await findFreePort(), await findFreePort()];
  /** What a balancer does: the first engine that can be reached. */
  const toEither: typeof fetch = async (input, init) => {
    const url = new URL(String(input));
    for (const port of ports) {
      url.port = String(port);
      const answer = await fetch(url, init).catch(() => undefined);
      if (answer) return answer;
    }
    return fetch(input, init);
  };
  const app = createTestApp({ fetch: toEither });
  app.define((inngest) =>
    inngest.createFunction({ id: 'work', triggers: [{ event: 'rolling/work' }] }, async ({ event, step }) => {
      for (const name of ['a', 'b']) {
        await step.run(name, () => app.note(event.data.id, name));
        await step.sleep(`after ${name}`, '1s');
      }
      const beside = async (name: string) => {
        app.note(event.data.id, name);
        if (event.data.isLong) await new Promise((resolve) => setTimeout(resolve, longMs));
      };
      await Promise.all(['c', 'd'].map((name) => step.run(name, () => beside(name))));
    }),
  );
  const start = (port = 0) => runEngine({ ENGINE_PORT: String(port), APP_URL: app.url() });
  let engines: Awaited<ReturnType<typeof start>>[] = [];
  await app.start(async () => {
    engines = await Promise.all(ports.map(start));
    return {
      ...keys,
      baseUrl: `http://127.0.0.1:${ports[0]}`,
      stop: async () => void (await Promise.all(engines.map((engine) => engine.stop()))),
    };
  });
  try {
    const ids: string[] = [];
    let isDone = false;
    const sending = (async () => {
      while (!isDone) {
        const id = app.newId();
        ids.push(id);
        await app.send({ name: 'rolling/work', id, data: { id, isLong: ids.length % 2 === 0 } });
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    })();
    for (const [index, port] of ports.entries()) {
      await eventually(() => expect(ids.length).toBeGreaterThan(20 * (index + 1)), 60_000);
      expect(await engines[index]?.stop()).toBe(0);
      engines[index] = await start(port);
    }
    isDone = true;
    await sending;
    for (const id of ids) {
      const [run] = await eventually(async () => {
        const rows = await database.db.$queryRaw<{ status: string }[]>`
          select status from engine.run where event_id = ${id}`;
        if (rows.some(({ status }) => status !== 'completed')) throw new Error(JSON.stringify(rows));
        return rows;
      }, 60_000);
      expect(run).toEqual({ status: 'completed' });
      expect(app.notes(id).toSorted()).toEqual(['a', 'b', 'c', 'd']);
    }
    expect(ids.length).toBeGreaterThan(40);
  } finally {
    await app.stop();
  }
});
