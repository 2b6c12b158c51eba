import { hostname } from 'node:os';
import type { Db } from '#lib/db.ts';
import { AppError } from '#lib/errors.ts';

/** What a key may have open at once. */
export type PlaceKind = 'streams' | 'sockets';
const words: Record<PlaceKind, string> = { streams: 'streams', sockets: 'WebSockets' };

/** A process that was not seen for so long has died. */
const aliveSeconds = 15;
const usualEveryMs = 4_000;
/** What is closed in a moment is told together. */
const soonMs = 50;

type Held = {
  keyId: string;
  kind: PlaceKind;
  open: number;
  /** Those who wait to hear whether they may open one more. */
  asking: number;
  /** How many the database knows of; NaN where that is not known. */
  told: number;
  turn: Promise<unknown>;
};

/**
 * What keys have open in this process, counted together with all other processes on the database: a row a process, key
 * and kind, written when something opens, soon after something closes, and kept alive by one statement every few seconds while
 * anything is open. What a process that died had open counts for some seconds more.
 */
export function createKeyPlaces({
  db,
  port,
  everyMs = usualEveryMs,
}: {
  db: Pick<Db, '$queryRaw' | '$executeRaw'>;
  /** Who listens there again after this process is its successor. */
  port: number;
  everyMs?: number;
}) {
  const place = `${hostname()}:${port}:`;
  const me = place + crypto.randomUUID();
  const held = new Map<string, Held>();
  let timer: NodeJS.Timeout | undefined;
  let soon: NodeJS.Timeout | undefined;
  let begun: Promise<unknown> | undefined;
  let stopped = false;

  /** One statement at a time for a key, so that the last one tells how it is. */
  function inTurn<Result>(of: Held, work: () => Promise<Result>): Promise<Result> {
    const done = of.turn.then(work);
    of.turn = done.catch(() => {});
    return done;
  }

  const forgetEarlier = () => db.$executeRaw`
    DELETE FROM key_place WHERE starts_with(process, ${place}) AND process <> ${me}`;

  /** Tells what was closed, and of what is still open that it is. */
  async function tell(): Promise<void> {
    const changed = [...held.values()].filter(({ open, told }) => open !== told);
    await Promise.all(
      changed.map((one) =>
        inTurn(one, async () => {
          const { keyId, kind, open } = one;
          await (open === 0
            ? db.$executeRaw`
                DELETE FROM key_place WHERE key_id = ${keyId}::uuid AND kind = ${kind} AND process = ${me}`
            : db.$executeRaw`
                INSERT INTO key_place (key_id, kind, process, count) VALUES (${keyId}::uuid, ${kind}, ${me}, ${open})
                ON CONFLICT (key_id, kind, process) DO UPDATE SET count = excluded.count, seen_at = now()`);
          one.told = open;
        }),
      ),
    );
    for (const [name, { open, told, asking }] of held)
      if (open === 0 && told === 0 && asking === 0) held.delete(name);
  }

  async function stayAlive(): Promise<void> {
    const alive = await db.$queryRaw<{ key_id: string; kind: string }[]>`
      UPDATE key_place SET seen_at = now() WHERE process = ${me} RETURNING key_id, kind`;
    const there = new Set(alive.map(({ key_id, kind }) => `${kind} ${key_id}`));
    // A crash of the database has forgotten them, or this process slept for long.
    for (const [name, one] of held) if (!there.has(name)) one.told = 0;
    await tell();
  }

  function keepAlive(): void {
    timer ??= setTimeout(() => {
      stayAlive()
        .catch(() => {})
        .finally(() => {
          timer = undefined;
          if (held.size > 0 && !stopped) keepAlive();
        });
    }, everyMs);
    timer.unref();
  }

  function tellSoon(): void {
    if (stopped) return;
    // What could not be told is told with the next sign of life.
    soon ??= setTimeout(() => {
      soon = undefined;
      tell().catch(() => {});
    }, soonMs);
    soon.unref();
  }

  return {
    /**
     * Takes the place of one more stream or socket of a key; the answer gives it back, once. Throws `too_many_streams`
     * where the key has `most` of them in all processes together.
     */
    async take({ keyId, kind, most }: { keyId: string; kind: PlaceKind; most: number }): Promise<() => void> {
      begun ??= forgetEarlier().catch(() => {
        begun = undefined;
      });
      await begun;
      const name = `${kind} ${keyId}`;
      const one = held.get(name) ?? { keyId, kind, open: 0, asking: 0, told: 0, turn: Promise.resolve() };
      held.set(name, one);
      keepAlive();
      one.asking += 1;
      await inTurn(one, async () => {
        const wanted = one.open + 1;
        const before = one.told;
        one.told = Number.NaN;
        const [row] = await db.$queryRaw<{ taken: number }[]>`
          SELECT take_key_place(${keyId}::uuid, ${kind}, ${me}, ${wanted}::int, ${most}::int, ${aliveSeconds}::int) AS taken`;
        const taken = row?.taken ?? 0;
        one.told = taken < most ? wanted : before;
        if (taken >= most)
          throw new AppError(
            'too_many_streams',
            `${taken} ${words[kind]} are open, and that is the most at once; close one.`,
            { retryAfterSeconds: 5 },
          );
        one.open += 1;
      }).finally(() => {
        one.asking -= 1;
        tellSoon();
      });
      let isBack = false;
      return () => {
        if (isBack) return;
        isBack = true;
        one.open -= 1;
        tellSoon();
      };
    },
    /** Nothing of this process is open any more. */
    async stop(): Promise<void> {
      stopped = true;
      clearTimeout(timer);
      clearTimeout(soon);
      await Promise.allSettled([...held.values()].map(({ turn }) => turn));
      if (begun) await db.$executeRaw`DELETE FROM key_place WHERE process = ${me}`.catch(() => {});
    },
  };
}
export type KeyPlaces = ReturnType<typeof createKeyPlaces>;
