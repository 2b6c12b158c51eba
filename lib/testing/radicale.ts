import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findFreePort } from '#lib/postgres/find-free-port.ts';

/** Whether Debian's `radicale`, a CalDAV server, is installed here. */
export const hasRadicale = (): boolean => spawnSync('radicale', ['--version']).status === 0;

export type TestCalendar = {
  /** How the product's `mcp.json` declares a server for it. */
  server: { command: string; args: string[]; env: Record<string, string>; tools: string[] };
  /** Adds an appointment; times as iCalendar has them, such as `20261130T090000Z`, or a day `20261130`. */
  add(event: { summary: string; start: string; end: string; more?: string[] }): Promise<void>;
  /** Adds what stands in a calendar object: events and time zones, as lines of iCalendar. */
  put(lines: readonly string[]): Promise<void>;
  stop(): Promise<void>;
  /** The same for one that has lost itself in a request. */
  kill(): Promise<void>;
};

const user = 'tester';
const password = 'swordfish-of-the-test';

/** Starts `radicale` on loopback with one empty calendar, Work. */
export async function startRadicale(): Promise<TestCalendar> {
  const folder = mkdtempSync(path.join(tmpdir(), 'radicale-'));
  const port = await findFreePort();
  writeFileSync(path.join(folder, 'users'), `${user}:${password}\n`);
  writeFileSync(
    path.join(folder, 'config'),
    [
      `[server]\nhosts = 127.0.0.1:${port}`,
      `[auth]\ntype = htpasswd\nhtpasswd_filename = ${folder}/users\nhtpasswd_encryption = plain`,
      `[storage]\nfilesystem_folder = ${folder}/collections`,
      '[logging]\nlevel = critical\n',
    ].join('\n'),
  );
  const child = spawn('radicale', ['--config', path.join(folder, 'config')], { stdio: 'ignore' });
  const base = `http://127.0.0.1:${port}`;
  const send = (method: string, at: string, body: string) =>
    fetch(base + at, {
      method,
      body,
      headers: {
        authorization: `Basic ${btoa(`${user}:${password}`)}`,
        'content-type': method === 'PUT' ? 'text/calendar' : 'application/xml',
      },
    });
  await untilServed(child, () =>
    send(
      'MKCALENDAR',
      `/${user}/work/`,
      '<C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop><D:displayname>Work</D:displayname></D:prop></D:set></C:mkcalendar>',
    ),
  );
  async function end(signal: NodeJS.Signals): Promise<void> {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
    rmSync(folder, { recursive: true });
  }
  let events = 0;
  async function put(lines: readonly string[]): Promise<void> {
    events += 1;
    const all = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//EN', ...lines, 'END:VCALENDAR', ''];
    const response = await send('PUT', `/${user}/work/event-${events}.ics`, all.join('\r\n'));
    if (!response.ok) throw new Error(`the calendar answered ${response.status}: ${await response.text()}`);
  }
  return {
    server: {
      command: process.execPath,
      args: [createRequire(import.meta.url).resolve('caldav-mcp/dist/index.js')],
      env: { CALDAV_BASE_URL: base, CALDAV_USERNAME: user, CALDAV_PASSWORD: password },
      tools: ['list-calendars', 'list-events'],
    },
    put,
    async add({ summary, start, end, more = [] }) {
      const time = (name: string, value: string) =>
        value.length === 8 ? `${name};VALUE=DATE:${value}` : `${name}:${value}`;
      await put([
        'BEGIN:VEVENT',
        `UID:event-${events + 1}`,
        'DTSTAMP:20260101T000000Z',
        time('DTSTART', start),
        time('DTEND', end),
        `SUMMARY:${summary}`,
        ...more,
        'END:VEVENT',
      ]);
    },
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

async function untilServed(child: ChildProcess, ask: () => Promise<Response>): Promise<void> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const response = await ask().catch(() => null);
    if (response?.ok) return;
    if (response) throw new Error(`radicale answered ${response.status}: ${await response.text()}`);
    if (child.exitCode !== null || Date.now() > deadline) throw new Error('radicale could not be started');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
