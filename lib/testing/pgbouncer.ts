import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '#lib/postgres/find-free-port.ts';

const program = '/usr/sbin/pgbouncer';

export const hasPgBouncer = (): boolean => existsSync(program);

/** Writes the settings of a PgBouncer in transaction mode before a database's server; answers how it is started with them. */
export function preparePgBouncer(
  databaseUrl: string,
  { folder, port, poolSize, clients }: { folder: string; port: number; poolSize: number; clients: number },
): { command: string; args: string[] } {
  const { hostname, port: serverPort, username, password } = new URL(databaseUrl);
  const file = path.join(folder, 'pgbouncer.ini');
  writeFileSync(
    file,
    `[databases]
* = host=${hostname} port=${serverPort} user=${username} password=${decodeURIComponent(password)}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${poolSize}
max_client_conn = ${clients}
`,
  );
  chmodSync(folder, 0o755);
  // It refuses to run as root.
  return { command: program, args: [...(process.getuid?.() === 0 ? ['-u', 'nobody'] : []), file] };
}

/** Runs PgBouncer in transaction mode before a database's server; `url` is that database through it, `said` its log. */
export async function startPgBouncer(
  databaseUrl: string,
): Promise<{ url: string; said(): string; stop(): Promise<void> }> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'intentui-pgbouncer-'));
  const port = await findFreePort();
  const { command, args } = preparePgBouncer(databaseUrl, { folder, port, poolSize: 8, clients: 200 });
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += chunk;
    });
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`PgBouncer ended by itself:\n${said}`);
    await sleep(20);
  }
  const url = new URL(databaseUrl);
  url.port = String(port);
  return {
    url: url.href,
    said: () => said,
    async stop() {
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      await exit;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answers(port: number): Promise<boolean> {
  const socket = net.connect(port, '127.0.0.1');
  const isUp = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
  });
  socket.destroy();
  return isUp;
}
