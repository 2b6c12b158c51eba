import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { presets } from '#lib/job-types/research/schema.ts';
import { createLog } from '#lib/log.ts';
import { createTestDatabase } from '#lib/testing/database.ts';
import { makeXlsx } from '#lib/testing/make-files/make-office.ts';
import { makePdf } from '#lib/testing/make-files/make-pdf.ts';
import { researchInMemory } from '#lib/testing/research-in-memory.ts';
import { splitUnits } from '#lib/text/split-units.ts';
import { createDocumentIndex, type DocumentIndex } from './document-index.ts';

const { signal } = new AbortController();
const counts = [10, 14, 400, 6000];
let root: string;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let index: DocumentIndex;

/** A part's number, as stores have them: like its neighbours', and in no order. */
const codeOf = (name: string, at: number) => `${name}-${String((at * 7919) % 99_991).padStart(5, '0')}`;
const rowsOf = (name: string, count: number) => [
  ['Part number', 'Shelf', 'Stock'],
  ...Array.from({ length: count }, (_, at) => [codeOf(name, at), `Shelf ${at % 40}`, String(1000 + at)]),
];
const asMarkdown = ([head = [], ...rows]: string[][]) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

beforeAll(async () => {
  database = await createTestDatabase();
  root = mkdtempSync(path.join(os.tmpdir(), 'long-files-'));
  const folder = path.join(root, 'library');
  mkdirSync(folder);
  for (const count of counts) {
    writeFileSync(
      path.join(folder, `table-${count}.md`),
      `# Parts\n\nAll of them.\n\n${asMarkdown(rowsOf(`MD${count}`, count))}\n`,
    );
    writeFileSync(
      path.join(folder, `table-${count}.csv`),
      rowsOf(`CS${count}`, count)
        .map((row) => row.join(','))
        .join('\n'),
    );
    writeFileSync(path.join(folder, `table-${count}.xlsx`), makeXlsx(rowsOf(`XL${count}`, count)));
  }
  const pages = Array.from({ length: 400 }, (_, at) => [
    'Handbook of pumps',
    '',
    `Pump number ${at + 1} was built in the town of Alder${at + 1}.`,
    ...Array.from(
      { length: 30 },
      (_, line) => `It turns, as line ${line} of this page says, in cold and in warm water.`,
    ),
    '',
    `${at + 1}`,
  ]);
  writeFileSync(path.join(folder, 'handbook.pdf'), makePdf(pages, { title: 'Handbook of pumps' }));
  index = createDocumentIndex({
    db: database.db,
    config: { DOCUMENTS_DIR: folder },
    log: createLog('test', 'error'),
  });
  index.start();
  await index.ready();
}, 300_000);
afterAll(async () => {
  await index.stop();
  await database.drop();
  rmSync(root, { recursive: true });
});

async function bestPassages(question: string) {
  const [hit] = await index.search(question, { limit: 1, signal });
  const text = (await index.read(hit?.url ?? ''))?.text ?? '';
  return (hit?.passages ?? []).map(({ start, end, heading }) => ({
    heading,
    length: end - start,
    units: splitUnits(text, { start, end }).map((unit) => text.slice(unit.start, unit.end)),
  }));
}

test.each(
  counts.flatMap((count) => [
    ['Markdown', `MD${count}`, count] as const,
    ['CSV', `CS${count}`, count] as const,
    ['a workbook', `XL${count}`, count] as const,
  ]),
)(
  'in %s (%s), one row of %i is found, and its quote is the head row and that row',
  async (_, name, count) => {
    for (const at of [0, Math.floor(count / 2), count - 1]) {
      const passages = await bestPassages(`What is the stock of part number ${codeOf(name, at)}?`);
      const row = `| ${codeOf(name, at)} | Shelf ${at % 40} | ${1000 + at} |`;
      expect(passages[0]?.units).toContain(`| Part number | Shelf | Stock |\n| --- | --- | --- |\n${row}`);
      for (const { length } of passages) expect(length).toBeLessThan(5000);
    }
  },
);

test.each(counts)(
  'asked for one row of %i, a report without a model shows that row under its head, and no other',
  async (count) => {
    const at = Math.floor(count / 2);
    const { report } = await researchInMemory(
      {
        question: `What is the stock of part number ${codeOf(`CS${count}`, at)}?`,
        effort: presets.quick,
        sourceIds: ['documents'],
      },
      {
        sources: [
          {
            id: 'documents',
            name: 'Documents',
            search: (query, options) => index.search(query, options),
            read: async ({ url }) => (await index.read(url)) ?? expect.fail(),
          },
        ],
      },
    );
    expect(report.markdown).toContain(codeOf(`CS${count}`, at));
    expect(report.markdown.match(/Shelf \d/g)).toEqual([`Shelf ${String(at % 40)[0]}`]);
  },
  60_000,
);

test.each([1, 57, 200, 400])('page %i of a PDF of 400 is named above its quotes', async (number) => {
  const [best] = await bestPassages(`In which town was pump number ${number} built, Alder${number}?`);
  expect(best?.heading).toEqual([`Page ${number}`]);
  expect(best?.units).toContain(`Pump number ${number} was built in the town of Alder${number}.`);
  // Running heads and page numbers are no words of the text.
  expect(best?.units.join(' ')).not.toContain('Handbook');
});
