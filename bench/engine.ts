import pg from 'pg';
import { startApp } from './engine/app.ts';
import { nowMs } from './engine/clock.ts';
import { fanoutMeasures, measures } from './engine/index.ts';
import type { Bench, Figure } from './engine/measure.ts';
import { type Probe, probe } from './engine/probe.ts';
import { type Server, startDatabase, startServer } from './engine/server.ts';

/**
 * `npm run bench -- engine [--only latency,burst] [--scale 0.2] [--arq] [--strict]`, or `engine --fanout`: the figures of the engine, on a
 * PostgreSQL that is thrown away, with the app in a process of its own; each time also in relation to one commit and one
 * loopback round trip of the same minute. Exits with 1 when a figure misses its goal and `--strict` is given. With
 * `--url URL [--event-key KEY --signing-key KEY] [--app-port 3999]` the same against a server that runs already: a dev
 * server needs no keys, and one that calls a single app has to know its port.
 */
export async function engine(flags: Record<string, string>): Promise<void> {
  const chosen = choose(flags);
  const database = await startDatabase();
  const app = await startApp(Number(flags['app-port'] ?? 0));
  const pool = new pg.Pool({ connectionString: database.url, max: 4 });
  try {
    const server = await startServer({ flags, databaseUrl: database.url, appUrl: app.url });
    try {
      await app.connect(server);
      const bench: Bench = {
        ...{ app, server, database, pool, flags },
        scale: Number(flags.scale ?? 1),
        send: (events) => send(server, events),
      };
      let missed = 0;
      const unit = () => probe({ pool, appUrl: app.url });
      print(`server: ${flags.url ?? 'the engine, in a process of its own'}`);
      for (const { name, measure } of chosen) {
        const before = await unit();
        const figures = await measure(bench);
        const took = mean(before, await unit());
        if (figures.length > 0)
          print(
            `\n${name} (commit ${took.commitMs.toFixed(2)} ms + round trip ${took.roundTripMs.toFixed(2)} ms)`,
          );
        for (const figure of figures) {
          print(line(figure, took));
          if (misses(figure)) missed += 1;
        }
      }
      if (flags.strict && missed > 0) process.exitCode = 1;
    } finally {
      await server.stop();
    }
  } finally {
    await pool.end();
    await app.stop();
    await database.stop();
  }
}

function choose({ only, url, fanout }: Record<string, string>) {
  const names = only?.split(',');
  const all = fanout ? fanoutMeasures : measures;
  const unknown = names?.filter((name) => !all.some((measure) => measure.name === name)) ?? [];
  if (unknown.length > 0) {
    throw new Error(
      `There is no ${unknown.join(', ')}; there are ${all.map(({ name }) => name).join(', ')}.`,
    );
  }
  return all.filter(({ name, own }) => (names?.includes(name) ?? true) && !(own && url));
}

async function send({ baseUrl, eventKey }: Server, events: { name: string; data: object }[]) {
  const sentAt = nowMs();
  const response = await fetch(new URL(`/e/${eventKey}`, baseUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(events.map((event) => ({ ...event, ts: Date.now() }))),
  });
  if (!response.ok) throw new Error(`the server took no events: ${await response.text()}`);
  await response.arrayBuffer();
  return { sentAt, answeredAt: nowMs() };
}

const mean = (first: Probe, second: Probe): Probe => ({
  commitMs: (first.commitMs + second.commitMs) / 2,
  roundTripMs: (first.roundTripMs + second.roundTripMs) / 2,
});

const misses = ({ value, goal, atLeast }: Figure) =>
  goal !== undefined && (atLeast ? value < goal : value > goal);

function line(figure: Figure, { commitMs, roundTripMs }: Probe): string {
  const { what, value, unit, goal, atLeast } = figure;
  const digits = unit === 'MB' || value >= 100 ? 0 : 2;
  const ms = unit === 's' ? value * 1000 : unit === 'ms' ? value : undefined;
  const ratio = ms === undefined ? '' : `${(ms / (commitMs + roundTripMs)).toFixed(1)} ×`;
  const wanted =
    goal === undefined ? '' : `${misses(figure) ? 'MISSED: ' : ''}${atLeast ? '≥' : '≤'} ${goal}`;
  return `  ${what.padEnd(66)} ${value.toFixed(digits).padStart(8)} ${unit.padEnd(2)} ${ratio.padStart(9)}  ${wanted}`.trimEnd();
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
