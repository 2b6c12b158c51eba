import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startStopwatch } from '#lib/testing/stopwatch.ts';

let folder: string;
let child: ChildProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'intentui-signal-'));
});

afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Starts a process that serves with the given body of `stop`, and reports when it is ready. */
async function serve(stop: string): Promise<ChildProcess> {
  const file = path.join(folder, 'serve.ts');
  writeFileSync(
    file,
    `import { stopOnSignal } from ${JSON.stringify(path.resolve(import.meta.dirname, 'stop-on-signal.ts'))};
     const log = { error: (message) => console.error(message) };
     stopOnSignal(Promise.resolve({ async stop() { ${stop} } }), log);
     setInterval(() => undefined, 1000);
     process.send('ready');`,
  );
  child = fork(file, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], execArgv: [] });
  await once(child, 'message');
  return child;
}

describe('stopOnSignal', { timeout: 60_000 }, () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('stops what was started on %s and exits with 0', async (signal) => {
    const serving = await serve("process.stdout.write('stopped')");
    const said = once(serving.stdout as NodeJS.ReadableStream, 'data');
    serving.kill(signal);
    expect(await once(serving, 'exit')).toEqual([0, null]);
    expect(String((await said)[0])).toBe('stopped');
  });

  it('stops when the program that started it is gone', async () => {
    const serving = await serve('');
    serving.disconnect();
    expect(await once(serving, 'exit')).toEqual([0, null]);
  });

  it('exits within 3 s and with 0 when stopping never ends', async () => {
    const serving = await serve('await new Promise(() => undefined)');
    const stopwatch = startStopwatch();
    serving.kill('SIGTERM');
    expect(await once(serving, 'exit')).toEqual([0, null]);
    expect(stopwatch.ms()).toBeLessThan(5000);
  });

  it('exits with 0 when stopping fails, and says so', async () => {
    const serving = await serve("throw new Error('broken')");
    const said = once(serving.stderr as NodeJS.ReadableStream, 'data');
    serving.kill('SIGTERM');
    expect(await once(serving, 'exit')).toEqual([0, null]);
    expect(String((await said)[0])).toContain('could not stop cleanly');
  });
});
