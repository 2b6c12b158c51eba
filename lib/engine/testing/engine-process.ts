import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createEngine, type EngineOptions } from '../engine.ts';
import { warningsToStderr } from '../log.ts';

type ProcessOptions = Omit<EngineOptions, 'log'>;

/**
 * Runs an engine in a process of its own, so that a test can kill it. Resolves when it listens; `kill` sends a signal
 * and resolves when the process is gone.
 */
export async function startEngineProcess(
  options: ProcessOptions,
): Promise<{ port: number; child: ChildProcess; kill(signal?: NodeJS.Signals): Promise<void> }> {
  const child = spawn(process.execPath, [import.meta.filename, JSON.stringify(options)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const gone = once(child, 'exit');
  const [message] = (await Promise.race([once(child, 'message'), gone])) as [{ port: number } | number];
  if (typeof message !== 'object') throw new Error(`the engine process ended with ${message}`);
  return {
    port: message.port,
    child,
    async kill(signal = 'SIGKILL') {
      child.kill(signal);
      await gone;
    },
  };
}

if (process.argv[1] === import.meta.filename) {
  const options = JSON.parse(process.argv[2] ?? '{}') as ProcessOptions;
  const engine = createEngine({
    ...options,
    log: warningsToStderr(`engine ${process.pid}`, { errorsOnly: true }),
  });
  process.on('disconnect', () => process.exit());
  process.on('SIGTERM', () => engine.stop().then(() => process.exit()));
  process.send?.(await engine.start());
}
