import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '#lib/errors.ts';
import { findProcess } from '#lib/postgres/find-process.ts';
import { createPostgres } from '#lib/postgres/postgres.ts';
import { readPostmaster } from '#lib/postgres/postgres-cluster.ts';

/** One part of the stand: it is started, killed as by a fault, started again, and stopped at the end. */
export type Part = {
  name: string;
  /** Resolves once it can do its work. */
  start(): Promise<void>;
  kill9(): Promise<void>;
  stop(): Promise<void>;
  /** What it has printed, over all its starts. */
  said(): string;
  /** How often it ended though nobody had killed or stopped it. */
  endedByItself(): number;
};

export type Program = {
  name: string;
  command: string;
  args: string[];
  cwd: string;
  env?: Record<string, string>;
  /** A file that it writes its log to; what it prints when there is none. */
  logFile?: string;
  isReady(): Promise<boolean>;
};

const readyWithinMs = 120_000;
const stopWithinMs = 20_000;

/** A program with a process group of its own, so that what it starts is killed with it. */
export function programPart(program: Program): Part {
  const { name, command, args, cwd, env, logFile, isReady } = program;
  let printed = '';
  let child: ChildProcess | undefined;
  let expected = true;
  let byItself = 0;
  const killNow = () => {
    expected = true;
    if (child?.pid && isAlive(child)) tryKill(-child.pid, 'SIGKILL');
  };
  const gone = async () => {
    if (child && isAlive(child)) await once(child, 'exit');
  };
  // The last resort, when the stand itself is ended.
  process.once('exit', killNow);
  return {
    name,
    async start() {
      expected = false;
      const stdio = ['ignore', 'pipe', 'pipe'] as const;
      const started = spawn(command, args, {
        cwd,
        env: { ...process.env, ...env },
        stdio: [...stdio],
        detached: true,
      });
      child = started;
      for (const stream of [started.stdout, started.stderr])
        stream.on('data', (chunk) => {
          printed += chunk;
        });
      started.once('exit', () => {
        if (!expected) byItself += 1;
      });
      for (const deadline = Date.now() + readyWithinMs; !(await isReady()); await sleep(50)) {
        if (isAlive(started) && Date.now() < deadline) continue;
        throw new AppError('internal', `${name} did not start:\n${printed.slice(-2000)}`);
      }
    },
    async kill9() {
      killNow();
      await gone();
    },
    async stop() {
      expected = true;
      if (child && isAlive(child)) child.kill('SIGTERM');
      await Promise.race([gone(), sleep(stopWithinMs, undefined, { ref: false })]);
      killNow();
      await gone();
      process.off('exit', killNow);
    },
    said: () => (logFile === undefined ? printed : printed + readText(logFile)),
    endedByItself: () => byItself,
  };
}

/** Debian's PostgreSQL on data of its own; `url` is a database of it once it runs. */
export function postgresPart(options: { dataDir: string; port: number; bin: string }): Part & {
  url(name: string): string;
} {
  const { dataDir, port, bin } = options;
  const postgres = createPostgres({ dataDir, port, bin });
  let running: Awaited<ReturnType<typeof postgres.start>> | undefined;
  const pid = () => (running ? readPostmaster(path.join(realpathSync(dataDir), 'postgres'))?.pid : undefined);
  const killNow = () => {
    const found = pid();
    if (found) tryKill(found, 'SIGKILL');
    return found;
  };
  process.once('exit', killNow);
  return {
    name: 'PostgreSQL',
    async start() {
      running = await postgres.start();
    },
    async kill9() {
      const killed = killNow();
      while (killed && findProcess(killed)) await sleep(10);
    },
    async stop() {
      await postgres.stop();
      process.off('exit', killNow);
    },
    said: () => readText(path.join(dataDir, 'postgres.log')),
    endedByItself: () => 0,
    url: (name) => running?.url(name) ?? '',
  };
}

const isAlive = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null;

function tryKill(target: number, signal: NodeJS.Signals): void {
  try {
    process.kill(target, signal);
  } catch {
    // It has ended meanwhile.
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
