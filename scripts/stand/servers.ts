import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { findFreePort } from '#lib/postgres/find-free-port.ts';

const omega = '/usr/lib/cgi-bin/omega/omega';
const searxFiles = '/usr/share/doc/searx/examples/settings.yml';
/** What is served and searched: Debian's packages, and where they keep their pages. */
const sites = [
  { site: 'postgresql', folder: '/usr/share/doc/postgresql-doc-15/html', package: 'postgresql-doc-15' },
  { site: 'python', folder: '/usr/share/doc/python3.11/html', package: 'python3.11-doc' },
];
const parts = [
  { file: '/usr/sbin/nginx', package: 'nginx-light', for: 'search' },
  { file: '/usr/bin/omindex', package: 'xapian-omega', for: 'search' },
  { file: omega, package: 'xapian-omega', for: 'search' },
  { file: searxFiles, package: 'searx', for: 'search' },
  ...sites.map((one) => ({ file: one.folder, package: one.package, for: 'search' as const })),
  { file: '/usr/bin/radicale', package: 'radicale', for: 'calendar' },
] as const;
/** How omega tells what it found, in its own template language. */
const template =
  '$setmap{prefix,title,S}$httpheader{Content-Type,application/json}$set{stemmer,english}{"query":"$json{$query}","estimate":$msize,"results":[$hitlist{$if{$ne{$hit,$topdoc},$.}{"url":"$json{$field{url}}","title":"$json{$field{caption}}","content":"$json{$snippet{$field{sample},300}}","score":$score}}]}';

/** The packages of Debian that are not installed here, of those that what is wanted needs. */
export const missingParts = (wanted: (part: 'search' | 'calendar') => boolean): string[] => [
  ...new Set(parts.filter((part) => wanted(part.for) && !existsSync(part.file)).map((part) => part.package)),
];

/**
 * Serves the documentation by nginx as `name`, on a port of loopback, and an index of it by omega, whose CGI program
 * answers at `searchUrl`.
 */
export async function startDocs(folder: string) {
  const name = 'docs.stand.example';
  const database = path.join(folder, 'index');
  for (const { site, folder: pages } of sites) {
    const url = `http://${name}/${site}`;
    execFileSync('/usr/bin/omindex', ['--db', database, '--url', url, '--no-delete', pages], {
      stdio: 'ignore',
    });
  }
  const config = path.join(folder, 'omega.conf');
  mkdirSync(path.join(folder, 'templates'));
  writeFileSync(path.join(folder, 'templates', 'json'), template);
  writeFileSync(
    config,
    `database_dir ${folder}\ntemplate_dir ${folder}/templates\nlog_dir ${folder}\ncdb_dir ${folder}\n`,
  );
  const search = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://x');
    const query = new URLSearchParams({
      P: searchParams.get('q') ?? '',
      DB: 'index',
      FMT: 'json',
      HITSPERPAGE: '10',
      xDEFAULTOP: 'or',
    });
    const env = {
      ...process.env,
      OMEGA_CONFIG_FILE: config,
      REQUEST_METHOD: 'GET',
      QUERY_STRING: query.toString(),
    };
    const child = spawn(omega, { env });
    let out = '';
    child.stdout.on('data', (part) => {
      out += part;
    });
    child.on('close', () =>
      response.setHeader('content-type', 'application/json').end(out.slice(out.indexOf('\n\n') + 2)),
    );
  });
  await new Promise<void>((resolve) => search.listen(0, '127.0.0.1', resolve));
  const port = await findFreePort();
  const nginx = await startNginx(folder, port);
  const searchUrl = `http://127.0.0.1:${(search.address() as AddressInfo).port}/?q={query}`;
  return {
    name,
    port,
    searchUrl,
    async stop() {
      await Promise.all([end(nginx), new Promise((resolve) => search.close(resolve))]);
    },
  };
}

async function startNginx(folder: string, port: number): Promise<ChildProcess> {
  const config = path.join(folder, 'nginx.conf');
  const locations = sites.map(({ site, folder: pages }) => `location /${site}/ { alias ${pages}/; }`);
  writeFileSync(
    config,
    `daemon off; master_process off; pid ${folder}/nginx.pid; error_log ${folder}/nginx.log;
events {}
http {
  include /etc/nginx/mime.types; charset utf-8; access_log off;
  client_body_temp_path ${folder}; proxy_temp_path ${folder}; fastcgi_temp_path ${folder}; uwsgi_temp_path ${folder}; scgi_temp_path ${folder};
  server { listen 127.0.0.1:${port}; ${locations.join(' ')} }
}
`,
  );
  const child = spawn('/usr/sbin/nginx', ['-c', config, '-e', `${folder}/nginx.log`], { stdio: 'ignore' });
  await untilServed(child, `http://127.0.0.1:${port}/postgresql/index.html`);
  return child;
}

/** Debian's searx with one engine: the search at `searchUrl`. */
export async function startSearx(folder: string, { searchUrl }: { searchUrl: string }) {
  const port = await findFreePort();
  const settings = readFileSync(searxFiles, 'utf8')
    .replace(/^( +port *:).*$/m, `$1 ${port}`)
    .replace('ultrasecretkey', 'a key for a stand on loopback')
    .replace(/^engines:\n[\s\S]*?(?=^\S)/m, engine(searchUrl));
  const file = path.join(folder, 'settings.yml');
  writeFileSync(file, settings);
  const child = spawn('/usr/bin/python3', ['-m', 'searx.webapp'], {
    env: { ...process.env, PATH: '/usr/bin:/bin', HOME: folder, SEARX_SETTINGS_PATH: file },
    stdio: 'ignore',
    cwd: folder,
  });
  const url = `http://127.0.0.1:${port}`;
  await untilServed(child, `${url}/search?q=vacuum&format=json`);
  return { url, stop: () => end(child) };
}

const engine = (searchUrl: string): string =>
  `engines:
  - name: omega
    engine: json_engine
    shortcut: om
    categories: general
    enable_http: true
    timeout: 10.0
    search_url: ${searchUrl}
    results_query: results
    url_query: url
    title_query: title
    content_query: content
    paging: false

`;

async function untilServed(child: ChildProcess, url: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (child.exitCode !== null) break;
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await end(child);
  throw new Error(`Nothing is served at ${url}.`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  await ended;
}
