import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '#lib/postgres/find-free-port.ts';
import { findProcess } from '#lib/postgres/find-process.ts';
import { readPostmaster } from '#lib/postgres/postgres-cluster.ts';
import { chooseFront } from './through-nginx.ts';

const ownRoot = path.resolve(import.meta.dirname, '..');
const readyTimeoutMs = 180_000;

export type Product = {
  /** An admin's key, where one was asked for. */
  key?: string;
  /** Address of the dashboard, without a slash at its end; the same after a restart. */
  url: string;
  engineUrl: string;
  dataDir: string;
  /** What it has printed so far. */
  output(): string;
  /** Kills the whole process group and PostgreSQL at once, as a power cut would. */
  kill9(): Promise<void>;
  /** Ends it as Ctrl-C does and returns its exit code; its data stays. */
  end(): Promise<number | null>;
  /** Starts it again on the same data and ports, after `kill9` or while it runs; more settings may be given. */
  restart(env?: Record<string, string>): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<number | null>;
};

/**
 * Starts the whole product as `npm start` does (production build, private PostgreSQL, embedded engine) on free ports
 * with an empty data directory, and resolves when it is ready. Whoever starts it stops it. In the browser tests the
 * sample library is already read in it (see read-library-once.ts). `root` is where another build of it lies.
 */
export async function startProduct(
  env: Record<string, string> = {},
  { withKey = false, root = ownRoot }: { withKey?: boolean; root?: string } = {},
): Promise<Product> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'intentui-e2e-'));
  const { E2E_LIBRARY: library } = process.env;
  if (library && !env.DOCUMENTS_DIR) execFileSync('cp', ['-a', `${library}/.`, dataDir]);
  const port = Number(env.PORT) || (await findFreePort());
  const enginePort = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  // A file that names an address itself has its own ideas of what stands before it.
  const front = env.PUBLIC_URL ? undefined : await chooseFront();
  let nginx: { stop(): Promise<void> } | undefined;
  const settings = {
    // What the shell has set of these would make it another product.
    ...{ DATABASE_URL: '', INNGEST_BASE_URL: '', INNGEST_DEV: '', DOCUMENTS_DIR: '' },
    ...{ HOST: '', PUBLIC_URL: '', TRUSTED_PROXIES: '', REQUIRE_KEY: '', CORS_ORIGINS: '' },
    ...{ GATEWAY_BASE_URL: '', SOURCES: '', WIKIPEDIA_URL: '', ARXIV_URL: '' },
    ...{ ZAI_API_KEY: '', MCP_CONFIG: '' },
    ...{ DATA_DIR: dataDir, PORT: String(port), ENGINE_PORT: String(enginePort) },
    ...(front && { PUBLIC_URL: front.publicUrl, KEY_REQUESTS: '100000', KEY_STREAMS: '1000' }),
    ...env,
  };
  let printed = '';
  let child: ChildProcess | undefined;

  const launch = async (more: Record<string, string> = {}) => {
    child = spawn(process.execPath, ['scripts/start.ts'], {
      cwd: root,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...settings, ...more },
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        printed += chunk;
      });
    }
    await untilReady({ url, child, output: () => printed });
  };
  const end = async () => {
    if (!child || hasEnded(child)) return child?.exitCode ?? null;
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    await exit;
    return child.exitCode;
  };
  const killNow = () => {
    const postgres = readPostmaster(path.join(realpathSync(dataDir), 'postgres'))?.pid;
    if (child?.pid && !hasEnded(child)) tryKill(-child.pid);
    if (postgres) tryKill(postgres);
    return postgres;
  };
  const kill9 = async () => {
    const exit = child && !hasEnded(child) ? once(child, 'exit') : undefined;
    const postgres = killNow();
    await exit;
    while (postgres && findProcess(postgres)) await sleep(10);
  };
  // The last resort when the runner leaves without stopping it; the product has a process group of its own.
  process.once('exit', killNow);

  let key: string | undefined;
  try {
    if (withKey || front) key = makeKey({ ...process.env, ...settings });
    await launch();
    // Whoever asked for a key shows it as the test says.
    nginx = await front?.start({ folder: dataDir, productPort: port, key: withKey ? undefined : key });
  } catch (error) {
    await kill9();
    process.off('exit', killNow);
    rmSync(dataDir, { recursive: true, force: true });
    throw error;
  }
  return {
    key,
    url: front?.publicUrl ?? url,
    engineUrl: `http://127.0.0.1:${enginePort}`,
    dataDir,
    output: () => printed,
    kill9,
    end,
    async restart(more) {
      await end();
      await launch(more);
    },
    async stop() {
      await nginx?.stop();
      const code = await end();
      process.off('exit', killNow);
      rmSync(dataDir, { recursive: true, force: true });
      return code;
    },
  };
}

/** As whoever runs the product makes one, before it is started. */
export function makeKey(env: NodeJS.ProcessEnv): string {
  const args = ['cli/main.ts', 'keys', 'create', 'admin', '--scope', 'admin'];
  const said = execFileSync(process.execPath, args, { cwd: ownRoot, env, encoding: 'utf8', stdio: 'pipe' });
  return /iur_\S+/.exec(said)?.[0] ?? '';
}

async function untilReady(options: {
  url: string;
  child: ChildProcess;
  output: () => string;
}): Promise<void> {
  const { url, child, output } = options;
  const deadline = Date.now() + readyTimeoutMs;
  while (Date.now() < deadline) {
    if (hasEnded(child)) throw new Error(`The product ended while starting:\n${output()}`);
    const response = await fetch(`${url}/api/readyz`).catch(() => undefined);
    if (response?.ok) return;
    await sleep(50);
  }
  throw new Error(`The product was not ready after ${readyTimeoutMs / 1000} s:\n${output()}`);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function tryKill(target: number): void {
  try {
    process.kill(target, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
