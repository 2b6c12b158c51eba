import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { makePdf } from '#lib/testing/make-files/make-pdf.ts';
import { withoutContents } from './contents-pages.ts';
import { pageBlocks } from './page-blocks.ts';
import { type Line, linesOf } from './page-lines.ts';
import { readPdf } from './read-pdf.ts';
import { withoutRunningLines } from './running-lines.ts';

async function read(...given: Parameters<typeof makePdf>): Promise<string> {
  const bytes = makePdf(...given);
  const part = (start: number, length: number) => bytes.subarray(start, start + length);
  const file = {
    path: 'a.pdf',
    sizeBytes: bytes.length,
    contentType: '',
    part,
    text: () => '',
    asText: false,
  };
  return (await readPdf(file)).text;
}

const prose = [
  'The tide turns at noon in every one of the harbours',
  'and the ferry waits for it at the old quay.',
];

test('code keeps its lines, its indents and its empty lines; a word of it in a sentence is no code', async () => {
  const code = ['12c|for (tide of tides) {', '12c|    measure(tide);', '', '12c|    write(tide);', '12c|}'];
  expect(await read([[...prose, '', ...code, '', 'Then it is done.']])).toBe(
    `# Page 1\n\n${prose.join(' ')}\n\n\`\`\`\nfor (tide of tides) {\n    measure(tide);\n\n    write(tide);\n}\n\`\`\`\n\nThen it is done.\n`,
  );
  expect(await read([['The tide is told by', '12c|measure(tide)', 'and nothing else.']])).toContain(
    'The tide is told by measure(tide) and nothing else.',
  );
});

test('the numbers of lines of code are left out', async () => {
  const code = ['for (tide of tides) {', '    measure(tide);', '', '}'];
  const drawing = code.map((line, at) => {
    const y = 700 - at * 14;
    const words = line ? `/Fc 12 Tf 1 0 0 1 80 ${y} Tm (${line.replace(/[()]/g, '\\$&')}) Tj` : '';
    return `BT /F 7 Tf 1 0 0 1 60 ${y} Tm (${at + 1}) Tj ${words} ET`;
  });
  const text = await read([], { streams: [deflateSync(drawing.join('\n'))] });
  expect(text).toBe(`# Page 1\n\n\`\`\`\n${code.join('\n')}\n\`\`\`\n`);
});

test('headings are those of the outline, with their depths, also in letters as large as the text', async () => {
  const text = await read(
    [
      ['12b|1 Harbours', ...prose, '12b|1.1 Ferries', ...prose],
      [...prose, '', '12b|1.2 Quays', ...prose, '', '12b|2 Tides', ...prose],
    ],
    {
      outline: [
        {
          title: 'Harbours',
          page: 0,
          below: [
            { title: '1.1 Ferries', page: 0 },
            { title: 'Quays', page: 1 },
          ],
        },
        { title: '2 Tides', page: 1 },
      ],
    },
  );
  expect(text.match(/^#.*$/gm)).toEqual([
    '# Page 1',
    '## 1 Harbours',
    '# Page 1 (1 Harbours)',
    '## 1.1 Ferries',
    '# Page 2 (1 Harbours)',
    '## 1.1 Ferries',
    '## 1.2 Quays',
    '# Page 2',
    '## 2 Tides',
  ]);
});

test('words that the outline names are no heading where they stand in the text, nor on another page', async () => {
  const outline = [{ title: 'Tides', page: 1 }];
  const text = await read(
    [
      [...prose, 'Tides', 'are told', '12b|Tides', 'below.'],
      ['12b|Tides', ...prose],
    ],
    { outline },
  );
  expect(text.match(/^#.*$/gm)).toEqual(['# Page 1', '# Page 2', '## Tides']);
});

test('a line of its own in other letters than the prose below it is a heading; one right above it, or with a colon, is none', async () => {
  const text = await read([
    [
      ...prose,
      '',
      '12b|Waiting for the ferry',
      '',
      ...prose,
      '',
      '12b|Note',
      ...prose,
      '',
      '12b|You need:',
      '',
      ...prose,
    ],
  ]);
  expect(text.match(/^#.*$/gm)).toEqual(['# Page 1', '## Waiting for the ferry']);
});

test('heads and feet of several lines are left out, also where they change with the chapter or on every page', async () => {
  const chapters = ['Harbours', 'Harbours', 'Tides', 'Tides', 'Tides', 'Ferries', 'Quays', 'Quays'];
  const pages = chapters.map((chapter, at) => [
    `Section ${'abcdefgh'[at]} of ${chapter}`,
    '',
    '',
    `Words of the ${at}th page`,
    ...prose,
    'and so on.',
    '',
    '',
    'Handbook of tides',
    `Chapter on ${chapter}`,
    `Page ${at + 1}`,
  ]);
  const text = await read(pages);
  expect(text).not.toMatch(/Section|Handbook|Chapter|^Page/m);
  for (const [at] of chapters.entries()) expect(text).toContain(`Words of the ${at}th page`);
});

test('the contents and the index are left out; a list of prices is not', async () => {
  const dots = ' . . . . . . . . . .';
  const names = ['Harbours', 'Tides', 'Ferries', 'Quays', 'Ropes', 'Lamps'];
  const contents = ['18|Contents', ...names.map((name, at) => `${name}${dots} ${at + 2}`)];
  const index = ['18|Index', ...names.map((name, at) => `${name}${dots} ${(at * 5) % 7}, ${at + 1}`)];
  const prices = ['18|Prices', ...names.map((name, at) => `${name}${dots} ${at * 130 + 10}`)];
  const pages = Array.from({ length: 9 }, () => prose);
  const text = await read([contents, prices, ...pages, index]);
  expect(text).not.toContain('Harbours … 2');
  expect(text).not.toContain('Harbours … 0, 1');
  for (const [at, name] of names.entries()) expect(text).toContain(`${name} … ${at * 130 + 10}`);
});

test('a note at the foot of a page parts no sentence that goes on over it', async () => {
  const text = await read([
    [
      ...prose,
      'The pole is read by',
      '',
      '8|1 A pole of ash, as it was set by the first keeper of the light.',
    ],
    ['Rosa every day. Then she goes home.'],
  ]);
  expect(text).toBe(
    `# Page 1\n\n${prose.join(' ')} The pole is read by Rosa every day.\n\n1 A pole of ash, as it was set by the first keeper of the light.\n\n# Page 2\n\nThen she goes home.\n`,
  );
});

test('a page of titles is told; a page without text parts no sentence', async () => {
  const text = await read([
    ['24|Tides', '', '', '20|A handbook'],
    [...prose, 'The pole is read'],
    [],
    ['by Rosa.'],
  ]);
  expect(text).toBe(
    `# Page 1\n\n## Tides\n\n## A handbook\n\n# Page 2\n\n## A handbook\n\n${prose.join(' ')} The pole is read by Rosa.\n`,
  );
});

test('many lines are read in time that grows with their number', () => {
  const lines = Array.from({ length: 100_000 }, (_, at): Line => {
    const [x, end, text] = [60, 70, `${at}…`];
    const code = { text, x, width: 7 };
    return { text, cells: [{ text, x, end }], x, y: -at * 50, size: 12, end, font: 'c', code };
  });
  expect(pageBlocks(withoutContents(withoutRunningLines([lines, [], [], [], []])))).not.toEqual([]);
});

test('cells of several lines stay in their row, and what stands below a table does not join it', async () => {
  const lines = [
    '10|Tool\tUse',
    '10|Knife\tCuts thin rods and',
    '10|\tis cleaned after',
    '10|Press of\tHolds sixty litres',
    '10|oak\tof pulp',
    '10|Funnel\tFills',
    '10|All of them are kept in the barn.',
  ];
  expect(await read([lines])).toContain(
    '| Knife | Cuts thin rods and is cleaned after |\n| Press of | Holds sixty litres |\n| oak | of pulp |\n| Funnel | Fills |\n\nAll of them',
  );
});

test('an address that is parted at the end of a line is whole, one that ends a sentence too', async () => {
  const lines = [
    'Package Hmisc (https://cran.',
    'example.org/package=Hmisc) reads it. See',
    'https://cran.example.org/',
    'for more.',
  ];
  expect(await read([lines])).toContain(
    'Package Hmisc (https://cran.example.org/package=Hmisc) reads it. See https://cran.example.org/ for more.',
  );
});

test('the raised number of a note does not stand in the word before it; a power stays', () => {
  const item = (str: string, x: number, [size, y]: [number, number]) => ({
    str,
    transform: [size, 0, 0, size, x, y],
    width: str.length * size * 0.5,
    height: size,
    hasEOL: false,
    fontName: 'F',
  });
  const lineOf = (before: string, mark: string) => {
    const end = 50 + before.length * 5;
    return linesOf([
      item(before, 50, [10, 700]),
      item(mark, end, [7, 704]),
      item(' and so on.', end + 8, [10, 700]),
    ])[0]?.text;
  };
  expect(lineOf('It leaves the harbour', '12')).toBe('It leaves the harbour and so on.');
  expect(lineOf('It leaves it.', '3')).toBe('It leaves it. and so on.');
  expect(lineOf('It has 10 m', '2')).toBe('It has 10 m2 and so on.');
  expect(lineOf('It is (x + 1)', '2')).toBe('It is (x + 1)2 and so on.');
});
