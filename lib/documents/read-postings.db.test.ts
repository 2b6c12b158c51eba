import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Db } from '#lib/db.ts';
import { Prisma } from '#lib/generated/prisma/client.ts';
import { createTestDatabase } from '#lib/testing/database.ts';
import { prepareDocument } from './prepare-document.ts';
import { foldersShelf } from './reach.ts';
import { readPostings } from './read-postings.ts';
import { refreshStatistics, storeDocuments } from './store-documents.ts';

const words = (from: number, count: number) => Array.from({ length: count }, (_, at) => `word${from + at}x`);
/** What every page says; beside it each has words of its own. */
const common = words(0, 20);
const pages = 400;
const shelves = [foldersShelf, 'reader'];
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Db;

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
  await storeDocuments(
    db,
    Array.from({ length: pages }, (_, at) => ({
      ...{ path: `${at}.md`, url: `doc://library/${at}.md`, sizeBytes: 1, modifiedMs: 0 },
      ...prepareDocument({
        path: `${at}.md`,
        text: `# Page ${at}\n\n${[...common, ...words(1000 + at, 30)].join(' ')}.`,
      }),
      ...{ sha256: 'x', unread: null },
    })),
  );
}, 60_000);
afterAll(() => database.drop());

type Plan = {
  'Relation Name'?: string;
  'Actual Rows'?: number;
  'Actual Loops'?: number;
  'Rows Removed by Filter'?: number;
  Plans?: Plan[];
};

/** The same database, where each statement is first run to see how: what of postings it went through, in rows. */
function watched(): { db: Db; seen: { read: number; inVain: number } } {
  const seen = { read: 0, inVain: 0 };
  const add = (plan: Plan) => {
    const {
      'Actual Rows': rows = 0,
      'Actual Loops': loops = 0,
      'Rows Removed by Filter': removed = 0,
    } = plan;
    if (plan['Relation Name'] === 'posting') {
      seen.read += Math.round(rows * loops);
      seen.inVain += Math.round(removed * loops);
    }
    for (const part of plan.Plans ?? []) add(part);
  };
  const ask = async (parts: TemplateStringsArray, ...values: unknown[]) => {
    const statement = Prisma.sql(parts, ...values);
    const [row] = await db.$queryRaw<{ 'QUERY PLAN': [{ Plan: Plan }] }[]>`
      EXPLAIN (ANALYZE, FORMAT JSON) ${statement}`;
    add(row?.['QUERY PLAN'][0].Plan ?? {});
    return db.$queryRaw(statement);
  };
  const watching = new Proxy(db, {
    get: (target, key) => (key === '$queryRaw' ? ask : Reflect.get(target, key)),
  });
  return { db: watching, seen };
}

const states: [string, () => Promise<unknown>][] = [
  ['as they were stored, of which PostgreSQL knows nothing', async () => {}],
  ['counted, as they are after a pass', () => refreshStatistics(db)],
  ['vacuumed, as they are minutes later', () => db.$executeRaw`VACUUM ANALYZE posting, document`],
];

test('only the occurrences that are asked for are read, whatever PostgreSQL knows of postings', async () => {
  const rows = await db.document.findMany({ select: { id: true }, orderBy: { id: 'asc' } });
  const some = rows.filter((_, at) => at % 2 === 0).map(({ id }) => id);
  const rare = words(1000, 300);
  for (const [state, reach] of states) {
    await reach();
    for (const asked of [
      { terms: common, documents: some, wanted: common.length * some.length },
      { terms: common, documents: some.slice(0, 1), wanted: common.length },
      { terms: common.slice(0, 2), wanted: 2 * pages },
      { terms: common.slice(0, 1), wanted: pages, best: { most: 50, averageLength: 50 }, answered: 50 },
      { terms: rare, wanted: (30 * 31) / 2 + 30 * (rare.length - 30) },
    ]) {
      const { terms, wanted, answered = wanted, ...rest } = asked;
      const watch = watched();
      const found = await readPostings(watch.db, { terms, shelves, ...rest });
      expect(watch.seen, `${terms.length} terms, ${state}`).toEqual({ read: wanted, inVain: 0 });
      expect(found.reduce((sum, { passages }) => sum + passages.length, 0)).toBe(answered);
    }
  }
});
