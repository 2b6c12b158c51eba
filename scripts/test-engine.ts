import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startVitest } from 'vitest/node';
import { readConfig } from '#lib/config.ts';
import type { EngineServer } from '#lib/engine/contract/index.ts';
import { AppError, isAppError } from '#lib/errors.ts';
import { readKeys } from '#lib/keys.ts';

const root = path.resolve(import.meta.dirname, '..');
const usage = `Checks what an Inngest server promises, behaviour by behaviour.

  npm run test:engine                        this engine, on a database of its own
  npm run test:engine -- --url URL [options] the server there

  --signing-key KEY, --event-key KEY  else INNGEST_SIGNING_KEY and INNGEST_EVENT_KEY, else those of the data directory
                                      for this engine, else none, as a dev server wants it
  --app-port PORT                     where the functions are served, on 127.0.0.1 (3999); the server has to reach it.
                                      This engine is started for it by APP_URL=http://127.0.0.1:PORT
`;

/** Runs the contract and prints its behaviours; resolves to the exit code. */
async function testEngine(): Promise<number> {
  const { values } = parseArgs({
    options: {
      url: { type: 'string' },
      'signing-key': { type: 'string' },
      'event-key': { type: 'string' },
      'app-port': { type: 'string', default: '3999' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  if (!values.url)
    return report(await startVitest(['lib/engine/engine.db.test.ts'], { project: ['database'], ...once }));
  const server = await findServer(values.url, {
    signingKey: values['signing-key'],
    eventKey: values['event-key'],
    appPort: Number(values['app-port']),
  });
  const patience = server.isOurs ? 120_000 : 600_000; // others answer from caches of up to 15 s
  return report(
    await startVitest([], {
      ...once,
      config: false,
      include: ['lib/engine/contract/server-at-url.contract.ts'],
      provide: { engineServer: server },
      testTimeout: patience,
      hookTimeout: patience,
    }),
  );
}

const once = { root, watch: false, reporters: ['dot'] };

async function findServer(url: string, given: Omit<EngineServer, 'url' | 'isOurs'>): Promise<EngineServer> {
  const address = url.replace(/\/+$/, '');
  const answer = await fetch(`${address}/health`, { signal: AbortSignal.timeout(5000) }).catch((cause) => {
    throw new AppError('engine_unavailable', `Nothing answers at ${address}.`, { cause });
  });
  const health = (await answer.json().catch(() => ({}))) as { functions?: number };
  const config = readConfig();
  const isOurs = typeof health.functions === 'number';
  const kept = isOurs && existsSync(config.DATA_DIR) ? readKeys(config.DATA_DIR) : undefined;
  return {
    url: address,
    signingKey: given.signingKey ?? config.INNGEST_SIGNING_KEY ?? kept?.signingKey,
    eventKey: given.eventKey ?? config.INNGEST_EVENT_KEY ?? kept?.eventKey,
    appPort: given.appPort,
    isOurs,
  };
}

function report(vitest: Awaited<ReturnType<typeof startVitest>>): number {
  const marks = { passed: '✓', failed: '✗', skipped: '–', pending: '–' };
  const count = { passed: 0, failed: 0, skipped: 0, pending: 0 };
  const say = (line: string) => process.stdout.write(`${line}\n`);
  let ok = true;
  for (const module of vitest.state.getTestModules()) {
    ok = ok && module.ok();
    let place = '';
    for (const test of module.children.allTests()) {
      const suite = test.parent.type === 'suite' ? test.parent.fullName : '';
      if (suite !== place) say(`\n${suite}`);
      place = suite;
      const { state } = test.result();
      count[state] += 1;
      say(`  ${marks[state]} ${test.name}`);
    }
  }
  const skipped = count.skipped + count.pending;
  say(
    `\n${count.passed} passed, ${count.failed} failed${skipped ? `, ${skipped} left out since servers may differ there` : ''}`,
  );
  return ok && count.failed === 0 && count.passed > 0 ? 0 : 1;
}

async function main(): Promise<number> {
  try {
    return await testEngine();
  } catch (error) {
    const known = isAppError(error) || error instanceof TypeError;
    process.stderr.write(`${known ? error.message : ((error as Error).stack ?? error)}\n`);
    return 1;
  }
}

process.exit(await main());
