import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const program = '/usr/sbin/nginx';
const recipes = path.resolve(import.meta.dirname, '../docs/behind-a-proxy.md');
/** The name in the recipes; who asks resolves it to loopback. */
export const publicName = 'research.example.org';

export const hasNginx = (): boolean => existsSync(program);

export type Recipe = {
  /** Which of the recipes in docs/behind-a-proxy.md. */
  name: 'host' | 'path';
  isSecure: boolean;
  /** Leaves the path before requests, as the recipe says one may. */
  keepsPath?: boolean;
  /** Leaves Host as nginx sets it when it is told nothing: the address that it passes to. */
  hidesHost?: boolean;
};

/**
 * Runs nginx with a recipe of the documents, before a product on `productPort`, on a `port` of loopback. Only what a
 * test has to change is changed: names of files, ports, and with `isSecure: false` the lines of TLS.
 */
export async function startNginx(
  folder: string,
  { recipe, port, productPort }: { recipe: Recipe; port: number; productPort: number },
): Promise<{ stop(): Promise<void> }> {
  mkdirSync(folder, { recursive: true });
  if (recipe.isSecure) makeCertificate(folder);
  const file = path.join(folder, 'nginx.conf');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  writeFileSync(
    file,
    `daemon off; master_process off; worker_processes 1; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
events {}
http {
  access_log off;
  ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
  ${readRecipe(folder, { recipe, port, productPort })}
}
`,
  );
  const child = spawn(program, ['-c', file, '-e', `${folder}/error.log`], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`nginx ended by itself:\n${said}`);
    await sleep(20);
  }
  return { stop: () => end(child) };
}

function readRecipe(
  folder: string,
  { recipe, port, productPort }: { recipe: Recipe; port: number; productPort: number },
): string {
  const [, text] =
    new RegExp(`^\`\`\`nginx ${recipe.name}\\n([^]*?)^\`\`\``, 'm').exec(readFileSync(recipes, 'utf8')) ?? [];
  if (!text) throw new Error(`docs/behind-a-proxy.md has no recipe "${recipe.name}" for nginx.`);
  const placed = text
    .replace('listen 443 ssl;', `listen 127.0.0.1:${port}${recipe.isSecure ? ' ssl' : ''};`)
    .replaceAll('/etc/ssl/', `${folder}/`)
    .replace('127.0.0.1:3000', `127.0.0.1:${productPort}`);
  const kept = placed
    .split('\n')
    .filter((line) => recipe.isSecure || !line.includes('ssl_certificate'))
    .filter((line) => !recipe.hidesHost || !line.includes('proxy_set_header Host'))
    .join('\n');
  return recipe.keepsPath ? kept.replace(`:${productPort}/;`, `:${productPort};`) : kept;
}

/** A certificate for `publicName` that no authority has signed, as `research.pem` and `research.key`. */
export function makeCertificate(folder: string): void {
  const out = ['-keyout', `${folder}/research.key`, '-out', `${folder}/research.pem`];
  const subject = ['-subj', `/CN=${publicName}`, '-addext', `subjectAltName=DNS:${publicName}`];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  execFileSync('openssl', ['req', '-x509', ...key, ...out, ...subject], { stdio: 'pipe' });
}

async function answers(port: number): Promise<boolean> {
  const socket = net.connect(port, '127.0.0.1');
  const isUp = await Promise.race([
    once(socket, 'connect').then(() => true),
    new Promise<false>((resolve) => socket.once('error', () => resolve(false))),
  ]).catch(() => false);
  socket.destroy();
  return isUp;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}
