import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { findFreePort } from '#lib/postgres/find-free-port.ts';
import { connect } from '#lib/postgres/migrate.ts';
import { hasPgBouncer, preparePgBouncer } from '#lib/testing/pgbouncer.ts';
import { makeCertificate, publicName } from '../../../e2e/start-nginx.ts';
import { makeKey } from '../../../e2e/start-product.ts';
import { type Part, postgresPart, programPart } from './part.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const nginxProgram = '/usr/sbin/nginx';
const debianPostgres = '/usr/lib/postgresql';

export type Stand = {
  /** https under a name that whoever asks has to look for on loopback. */
  address: string;
  key: string;
  /** In the order in which they need each other, the database first. */
  parts: Part[];
  stop(): Promise<void>;
};

/** The packages of Debian that are not installed here. */
export const missingPackages = (): string[] => [
  ...(existsSync(nginxProgram) ? [] : ['nginx-light']),
  ...(hasPgBouncer() ? [] : ['pgbouncer']),
  ...(postgresBin() ? [] : ['postgresql']),
];

/**
 * The topology of compose.yaml without containers, all on loopback: Debian's PostgreSQL, PgBouncer in transaction mode before
 * it, two engines and two web processes of the built product, and nginx with deploy/nginx.conf and https before the web
 * processes. Inside, nginx also spreads the app's calls over the engines, and theirs over the web processes.
 */
export async function startStand(folder: string): Promise<Stand> {
  // The programs that root leaves to other users have to reach their folders.
  chmodSync(folder, 0o711);
  const ports = await Promise.all(Array.from({ length: 9 }, () => findFreePort()));
  const [postgresPort, poolPort, publicPort, webs, engines, ...rest] = ports as [
    ...[number, number, number, number, number],
    ...number[],
  ];
  const [web1, web2, engine1, engine2] = rest as [number, number, number, number];
  const postgres = postgresPart({
    dataDir: path.join(folder, 'postgres-data'),
    port: postgresPort,
    bin: postgresBin() as string,
  });
  const parts: Part[] = [];
  const stop = async () => {
    for (const part of [...parts].reverse()) await part.stop();
  };
  const up = async (...started: Part[]) => {
    parts.push(...started);
    await Promise.all(started.map((part) => part.start()));
  };
  try {
    await up(postgres);
    // A pool can make no database.
    await (await connect(postgres.url('research'))).end();
    await up(poolPart(folder, { databaseUrl: postgres.url('research'), port: poolPort }));
    const databaseUrl = new URL(postgres.url('research'));
    databaseUrl.port = String(poolPort);
    const address = `https://${publicName}:${publicPort}`;
    const env = settings({
      databaseUrl: databaseUrl.href,
      address,
      engineUrl: `http://127.0.0.1:${engines}`,
    });
    const key = makeKey({ ...process.env, ...env, DATA_DIR: path.join(folder, 'keys') });
    const appUrl = `http://127.0.0.1:${webs}`;
    await up(
      nginxPart(folder, { publicPort, webs, engines, web: [web1, web2], engine: [engine1, engine2] }),
      ...[engine1, engine2].map((port, at) =>
        enginePart(folder, { at, port, env: { ...env, APP_URL: appUrl } }),
      ),
    );
    await up(...[web1, web2].map((port, at) => webPart(folder, { at, port, env })));
    return { address, key, parts, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function settings(at: { databaseUrl: string; address: string; engineUrl: string }): Record<string, string> {
  return {
    DATABASE_URL: at.databaseUrl,
    PUBLIC_URL: at.address,
    INNGEST_BASE_URL: at.engineUrl,
    INNGEST_SIGNING_KEY: randomBytes(32).toString('hex'),
    INNGEST_EVENT_KEY: randomBytes(16).toString('hex'),
    DOCUMENTS_DIR: path.join(root, 'docs'),
    SOURCES: 'documents',
    // One client is all there is.
    ...{ KEY_REQUESTS: '100000', KEY_STREAMS: '1000', KEY_JOBS_AT_ONCE: '10000', KEY_JOBS_PER_DAY: '10000' },
    // What the shell has set of these would make it another product.
    ...{ DATABASE_DIRECT_URL: '', INNGEST_DEV: '', HOST: '', TRUSTED_PROXIES: '', CORS_ORIGINS: '' },
    ...{ GATEWAY_BASE_URL: '', MCP_CONFIG: '', ZAI_API_KEY: '', APP_URL: '', LOG_FORMAT: '' },
  };
}

type Place = { at: number; port: number; env: Record<string, string> };

function webPart(folder: string, { at, port, env }: Place): Part {
  const DATA_DIR = path.join(folder, `web-${at + 1}`);
  mkdirSync(DATA_DIR, { recursive: true });
  return programPart({
    name: `web ${at + 1}`,
    command: process.execPath,
    args: ['scripts/start.ts'],
    cwd: root,
    env: { ...env, DATA_DIR, PORT: String(port) },
    isReady: () => isOk(`http://127.0.0.1:${port}/api/readyz`),
  });
}

function enginePart(folder: string, { at, port, env }: Place): Part {
  const DATA_DIR = path.join(folder, `engine-${at + 1}`);
  mkdirSync(DATA_DIR, { recursive: true });
  return programPart({
    name: `engine ${at + 1}`,
    command: process.execPath,
    args: ['scripts/engine.ts'],
    cwd: root,
    env: { ...env, DATA_DIR, ENGINE_PORT: String(port), INNGEST_BASE_URL: '' },
    isReady: () => isListening(port),
  });
}

function poolPart(folder: string, { databaseUrl, port }: { databaseUrl: string; port: number }): Part {
  const own = path.join(folder, 'pgbouncer');
  mkdirSync(own);
  const started = preparePgBouncer(databaseUrl, { folder: own, port, poolSize: 20, clients: 500 });
  return programPart({ name: 'PgBouncer', ...started, cwd: own, isReady: () => isListening(port) });
}

type Ports = { publicPort: number; webs: number; engines: number; web: number[]; engine: number[] };

function nginxPart(folder: string, { publicPort, webs, engines, web, engine }: Ports): Part {
  const own = path.join(folder, 'nginx');
  mkdirSync(own);
  makeCertificate(own);
  const [first, second] = web;
  const certificate = `ssl_certificate ${own}/research.pem; ssl_certificate_key ${own}/research.key;`;
  const site = readFileSync(path.join(root, 'deploy/nginx.conf'), 'utf8')
    .replace('listen 80;', `listen 127.0.0.1:${publicPort} ssl; ${certificate}`)
    .replace('web-1:3000', `127.0.0.1:${first}`)
    .replace('web-2:3000', `127.0.0.1:${second}`);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const file = path.join(own, 'nginx.conf');
  const logFile = path.join(own, 'error.log');
  writeFileSync(
    file,
    `daemon off; master_process off; pid ${own}/nginx.pid; error_log ${logFile};
events { worker_connections 4096; }
http {
access_log off; ${temporary.map((name) => `${name}_temp_path ${own}/${name};`).join(' ')}
${site}
${inside('engines', { port: engines, to: engine })}
${inside('webs', { port: webs, to: web })}
}
`,
  );
  return programPart({
    name: 'nginx',
    command: nginxProgram,
    args: ['-c', file, '-e', logFile],
    cwd: own,
    logFile,
    isReady: () => isListening(publicPort),
  });
}

/** An address of loopback that leads to whichever of two processes is there. */
const inside = (name: string, { port, to }: { port: number; to: number[] }): string => `upstream ${name} {
  ${to.map((each) => `server 127.0.0.1:${each} max_fails=0;`).join(' ')}
}
server {
  listen 127.0.0.1:${port};
  client_max_body_size 64m;
  location / {
    proxy_pass http://${name};
    proxy_http_version 1.1;
    proxy_read_timeout 600s;
    proxy_set_header Host $http_host;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection $connection_upgrade;
  }
}`;

function postgresBin(): string | undefined {
  const versions = existsSync(debianPostgres) ? readdirSync(debianPostgres) : [];
  return versions
    .sort((one, other) => Number(other) - Number(one))
    .map((version) => path.join(debianPostgres, version, 'bin'))
    .find((bin) => existsSync(path.join(bin, 'initdb')));
}

const isOk = async (url: string): Promise<boolean> =>
  (await fetch(url, { signal: AbortSignal.timeout(5000) }).catch(() => undefined))?.ok ?? false;

function isListening(port: number): Promise<boolean> {
  const socket = net.connect(port, '127.0.0.1');
  return new Promise((resolve) => {
    const end = (is: boolean) => {
      socket.destroy();
      resolve(is);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}
