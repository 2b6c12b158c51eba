import { expect, test } from 'vitest';
import { cleanPage } from '#lib/documents/clean-page.ts';
import { presets } from '#lib/job-types/research/schema.ts';
import type { SearchSource } from '#lib/research/ports.ts';
import { researchInMemory } from '#lib/testing/research-in-memory.ts';
import { countTerms, rankBm25 } from '#lib/text/bm25.ts';

/** A folder of files as a source: plain BM25 over whole pages, cleaned as the product cleans them. */
function folder(files: Record<string, string>): SearchSource {
  const pages = Object.entries(files).map(([path, raw]) => ({
    url: `doc://folder/${path}`,
    ...cleanPage({ path, text: raw }),
  }));
  return {
    id: 'documents',
    name: 'Documents',
    kind: 'documents',
    async search(query, { limit }) {
      const ranked = rankBm25(
        query,
        pages.map(({ title, text }) => countTerms(`${title}\n${text}`)),
      );
      return ranked.slice(0, limit).flatMap(({ index, score }) => {
        const page = pages[index];
        return page ? [{ url: page.url, title: page.title, snippet: '', score, passages: [] }] : [];
      });
    },
    async read({ url }) {
      const page = pages.find((one) => one.url === url);
      if (!page) throw new Error(`There is no ${url}.`);
      return page;
    },
  };
}

async function ask(
  question: string,
  files: Record<string, string>,
  preset: 'quick' | 'standard' = 'standard',
) {
  const task = { question, effort: presets[preset], sourceIds: ['documents'] };
  const { report } = await researchInMemory(task, { sources: [folder(files)] });
  return report;
}
const findings = ({ sentences }: Awaited<ReturnType<typeof ask>>) =>
  sentences.filter(({ kind }) => kind === 'finding').map(({ text }) => text);

const three = {
  'valve.md': 'The Alder valve opens at 3 bar.\n',
  'launch.md': 'The Birch launch costs 5 euros.\n',
  'pipe.md': 'The Cedar pipe is 4 mm wide.\n',
};

test('three parts on three pages get three answers', async () => {
  const report = await ask(
    'At what pressure does the Alder valve open, how much does the Birch launch cost and how wide is the Cedar pipe?',
    three,
  );
  expect(report.nothing_found).toBe(false);
  expect(findings(report).join('\n')).toMatch(/opens at 3 bar[\s\S]*costs 5 euros[\s\S]*4 mm wide/);
  expect(report.citations).toHaveLength(3);
});

test.each([
  'Tell me about the Alder valve, the Birch launch and the Cedar pipe.',
  '1. At what pressure does the Alder valve open?\n2. How much does the Birch launch cost?\n3. How wide is the Cedar pipe?',
])('a list of things or of questions gets an answer to each: %j', async (question) => {
  const report = await ask(question, three);
  expect(findings(report).join('\n')).toMatch(/opens at 3 bar[\s\S]*costs 5 euros[\s\S]*4 mm wide/);
  expect(report.markdown).not.toContain('Nothing was found');
});

test('a part that no page knows is named, and the others stay', async () => {
  const report = await ask(
    'At what pressure does the Alder valve open, how much does the Birch launch cost and who painted the Walnut fresco?',
    three,
  );
  expect(findings(report).join('\n')).toMatch(/3 bar[\s\S]*5 euros/);
  expect(
    report.sentences
      .filter(({ kind }) => kind === 'note')
      .map(({ text }) => text)
      .join('\n'),
  ).toMatch(/about this part: Who painted the Walnut fresco\?/);
});

test('a part that points back with a pronoun is answered, and not called missing', async () => {
  const report = await ask('What is a Spindle latch and where can it be used?', {
    'latch.md':
      '# Spindle latch\n\nA Spindle latch is a bolt that turns on a spring. It can be used on garden gates and boat hatches.\n',
    'other.md': '# Paint\n\nPaint is dried in the yard for two days.\n',
  });
  expect(findings(report).join('\n')).toContain('garden gates');
  expect(report.markdown).not.toContain('Nothing was found');
});

const stock = (rows: number) =>
  `# Stock\n\n| Code | Item | Stock |\n| --- | --- | --- |\n${Array.from(
    { length: rows },
    (_, at) => `| ZX-${1000 + at} | Item number ${at} of the store | ${(at * 37) % 911} |`,
  ).join('\n')}\n`;

test.each([3, 10, 14, 400, 6000])(
  'of a table of %i rows the one that is asked for comes with its head row',
  async (rows) => {
    const at = Math.floor(rows * 0.7);
    const report = await ask(`What is the stock of ZX-${1000 + at}?`, { 'stock.md': stock(rows) });
    const lines = report.markdown.split('\n');
    expect(report.markdown).toMatch(/^\| Code \| Item \| Stock \|\n\| --- /);
    expect(report.markdown).toMatch(
      new RegExp(String.raw`\| ZX-${1000 + at} \| Item number ${at} of the store \| ${(at * 37) % 911}\b`),
    );
    expect(lines.length).toBeLessThan(30);
  },
);

const badge = `# Poplar badge

## How to renew a badge

1. Bring the old badge to the desk
2. Sign the form that lies there
3. Wait for the call

## Opening hours

- Monday: 09:00–12:00
- Tuesday: 13:00–17:00

## Contacts

- Front desk of the Poplar badge office: desk@poplar.test, ask for a badge
- Renewals of a badge are looked after by Ms Thorn of the Poplar desk
`;

test('steps under a heading are answered in their order', async () => {
  const report = await ask('How do I renew a Poplar badge?', { 'badge.md': badge });
  const [answer = ''] = report.markdown.split('\n\n');
  expect(answer).toMatch(/1\. Bring the old badge.*\n2\. Sign the form.*\n3\. Wait for the call/);
});

test('a line of a list without a lead-in is an answer', async () => {
  const report = await ask('When is the desk open on Tuesday?', { 'badge.md': badge });
  const [answer = ''] = report.markdown.split('\n\n');
  expect(answer).toContain('Tuesday: 13:00–17:00');
});

test('a question as people write them is answered like the plain one', async () => {
  const files = { ...three, 'badge.md': badge };
  const plain = await ask('How do I renew a Poplar badge?', files);
  for (const question of [
    'HOW DO I RENEW A POPLAR BADGE?',
    'Hi there! Could you please tell me how I can renew a Poplar badge? Thanks a lot!',
    '**How do I renew a Poplar badge?**',
    'how to renew "Poplar badge" site:example.org',
  ]) {
    const [answer = ''] = (await ask(question, files)).markdown.split('\n\n');
    expect(answer, question).toBe(plain.markdown.split('\n\n')[0]);
  }
});

test('where a number is asked for and none is given, the closest passages are said to be no more than that', async () => {
  const report = await ask('How many berths does the harbour of Tern Bay have?', {
    'bay.md':
      '# Tern Bay\n\nThe harbour of Tern Bay has berths for sailing boats. They lie on the northern side.\n',
  });
  const [note, ...rest] = report.sentences;
  expect(note).toMatchObject({
    kind: 'note',
    text: expect.stringContaining('No clear answer was found'),
  });
  expect(rest.map(({ kind }) => kind)).toContain('finding');
});

test('what a thing is, is told by the sentence that says so, however often other places speak of it', async () => {
  const [answer] = findings(
    await ask('What is a gantry?', {
      'care.md':
        '# Care\n\nGrease the gantry in spring. Many gantries are sold with a cover. The lever moves the gantry.\n',
      'words.md':
        '# The yard\n\n## Its parts\n\nThe yard has a slip and a winch. A gantry is a frame on wheels that lifts boats out of the water. Boats are washed there.\n',
    }),
  );
  expect(answer).toContain('A gantry is a frame on wheels');
});

test('what is not there is told in a line', async () => {
  const report = await ask('Who won the regatta of the northern lakes?', three);
  expect(report.nothing_found).toBe(true);
  expect(report.markdown).toContain('Nothing was found in the sources that answers this question.');
});

const fees = {
  'fees.md':
    '# Harbour fees\n\n| Ship | Fee per day |\n| --- | --- |\n| Frigate | 310 euros |\n| Schooner | 145 euros |\n| Dinghy | 12 euros |\n',
  'opening.md': '# Opening hours\n\nThe harbour office is open from eight to four.\n',
};

test('a follow-up is answered from the row of the table that was just shown', async () => {
  const first = await ask('What is the fee per day of a Frigate?', fees);
  expect(first.markdown).toContain('310 euros');
  const task = {
    question: 'And of a Schooner?',
    conversation: [
      { role: 'user' as const, content: 'What is the fee per day of a Frigate?' },
      { role: 'assistant' as const, content: first.markdown },
    ],
    effort: presets.quick,
    sourceIds: ['documents'],
  };
  const { report } = await researchInMemory(task, { sources: [folder(fees)] });
  expect(report.nothing_found).toBe(false);
  expect(report.markdown).toContain('145 euros');
  expect(report.markdown).not.toContain('say nothing of');
});

test.each([
  'Shorter, please',
  'why?',
  'And in German?',
  'Can you summarize that?',
  'in two sentences',
  'Are you sure?',
  'Really?',
  'Bist du sicher?',
])('%j is answered with what quotes cannot do, and with the setting that can', async (question) => {
  const conversation = [
    { role: 'user' as const, content: 'What is the fee per day of a Frigate?' },
    { role: 'assistant' as const, content: 'Frigate: 310 euros' },
  ];
  const task = { question, conversation, effort: presets.quick, sourceIds: ['documents'] };
  const { report } = await researchInMemory(task, { sources: [folder(fees)] });
  expect(report.markdown).toMatch(/GATEWAY_BASE_URL (?:and|und) MODEL/);
  expect(report.sentences.map(({ kind }) => kind)).toEqual(['note']);
  expect(report.nothing_found).toBe(false);
});

test.each([
  ['Thanks a lot!', 'Nothing is asked here'],
  ['Merci beaucoup !', 'Rien n’est demandé ici'],
  ['Shorter, please', 'Without a model'],
  ['Hello?', 'Nothing is asked here'],
  ['<b> </b>', 'Nothing is asked here'],
  ['?!', 'Nothing is asked here'],
  ['🙏', 'Nothing is asked here'],
  ['No thanks', 'Nothing is asked here'],
  ['谢谢', '这里没有提出问题'],
  ['ありがとう', 'ここには質問がありません'],
  ['شكرا', 'لا يوجد سؤال هنا'],
  ['नमस्ते', 'इसमें कोई प्रश्न नहीं है'],
  ['Who are you?', 'Questions are answered here from documents'],
  ['Was kannst du?', 'Hier werden Fragen aus Dokumenten'],
])('%j is answered without any search, and nobody judges it', async (question, words) => {
  const task = { question, effort: presets.standard, sourceIds: ['documents'] };
  const { report, events, ...done } = await researchInMemory(task, { sources: [folder(fees)] });
  expect(report.markdown.startsWith(words)).toBe(true);
  expect(report.nothing_found).toBe(false);
  expect(events.filter(({ type }) => /^(?:search-started|verdict)$/.test(type))).toEqual([]);
  expect(done.stopped).toBe('nothing is asked that a page could answer');
});

test('what a page exclaims is not quoted', async () => {
  const report = await ask('How is the anchor of a Frigate hoisted?', {
    'frigate.md': '# Anchor\n\nThe anchor of a Frigate is hoisted by four sailors. Voilà. Good night!\n',
  });
  expect(report.markdown).toContain('four sailors');
  expect(report.markdown).not.toMatch(/Voilà|Good night/);
});

test('a name is only said to be missing where it stands in no page that was read', async () => {
  const report = await ask('What does the Galleon cost per day in the harbour of Tern Bay?', {
    ...fees,
    'galleon.md': '# Old ships\n\nThe Galleon lay in the harbour of Tern Bay until 1911.\n',
  });
  expect(report.markdown).not.toMatch(/say nothing of[^.]*Galleon/);
});

test('of long code the definition that is asked for is shown, and not what stands around it', async () => {
  const noise = (from: number) =>
    Array.from(
      { length: 12 },
      (_, at) => `export function paint${from + at}(canvas) {\n  canvas.fill(${at});\n  canvas.close();\n}`,
    ).join('\n\n');
  const wanted =
    "export function retryUpload(file) {\n  const retries = 5;\n  return upload(file, { retries, backoff: 'double' });\n}";
  const code = [noise(0), wanted, noise(20)].join('\n\n');
  const report = await ask('How do I retry an upload?', {
    'upload.md': `# Uploads\n\nThe module of uploads retries what fails:\n\n\`\`\`typescript\n${code}\n\`\`\`\n\nThe rest is up to the server.\n`,
    'paint.md': '# Paint\n\nA canvas is filled and closed.\n',
  });
  expect(report.markdown).toContain(wanted);
  expect(report.markdown).not.toContain('paint0(');
  expect(report.markdown).not.toContain('paint31(');
  const fences = report.markdown.match(/^```/gm) ?? [];
  expect(fences.length % 2).toBe(0);
  expect(findings(report).filter((text) => text.includes('retryUpload'))).toHaveLength(1);
});

test('a follow-up is held against what it leaves out: what another thing is called alike for does not answer it', async () => {
  const conversation = [
    { role: 'user' as const, content: 'How is the anchor of a Frigate hoisted in a storm?' },
    { role: 'assistant' as const, content: 'The anchor is hoisted by four sailors.' },
  ];
  const files = {
    'frigate.md': '# Frigate\n\nThe anchor of a Frigate is hoisted by four sailors in a storm.\n',
    'windows.md': '# Windows\n\nThe windows of the harbour office are cleaned in spring.\n',
  };
  const task = { question: 'And on Windows?', conversation, effort: presets.quick, sourceIds: ['documents'] };
  const { report } = await researchInMemory(task, { sources: [folder(files)] });
  expect(report.markdown).toMatch(/^(?:No clear answer|Nothing) was found/);
});

test('quotes in another language than the question are no more than the closest ones', async () => {
  const files = {
    'kit.md':
      '# Text with the Media Kit\n\nThe Media Kit reads any text aloud with a voice of your choice. It keeps the sound in a file.\n',
  };
  const report = await ask('Wie kann ich einen Text mit dem Media Kit laut vorlesen lassen?', files);
  expect(report.markdown).toMatch(
    /(?:Eine eindeutige Antwort wurde nicht gefunden|In den Quellen wurde nichts)/,
  );
  expect(report.markdown).toContain('in einer anderen Sprache als die Frage');
  const own = await ask('Wie wird der Text mit dem Media Kit laut vorgelesen?', {
    'kit.md':
      '# Text mit dem Media Kit\n\nDer Text wird mit dem Media Kit laut vorgelesen, sobald man die Taste drückt.\n',
  });
  expect(own.markdown).toMatch(/^Der Text wird mit dem Media Kit laut vorgelesen/);
});

test('that the words of a question were found is no answer: no part is called answered, and the search says why it ends', async () => {
  const task = { question: 'What is the fee per day of a Frigate?', conversation: [] };
  const { events } = await researchInMemory(
    { ...task, effort: presets.standard, sourceIds: ['documents'] },
    { sources: [folder(fees)] },
  );
  const reviews = events.flatMap((event) => (event.type === 'review' ? [event] : []));
  expect(reviews.length).toBeGreaterThan(0);
  expect(reviews.flatMap(({ states }) => states).map(({ state }) => state)).not.toContain('answered');
  expect(reviews.at(-1)?.stop).not.toMatch(/found/);
});

test('a small word in capitals is no name that a page has to have', async () => {
  const report = await ask('What is a WITHOUT GLOSS table and when is it worth having one?', {
    'tables.md':
      '# Tables\n\nA WITHOUT GLOSS table is a table that shows no rim. It is worth having one where rims are dusty.\n',
  });
  expect(report.markdown).toContain('A WITHOUT GLOSS table is a table that shows no rim');
  expect(report.markdown).not.toMatch(/No clear answer|Nothing was found/);
});

test('what a misspelled word was read as is told first, whatever is found', async () => {
  const ask = async (question: string, written: string, read: string) => {
    const source = { ...folder(fees), nearWords: async () => [{ written, read }] };
    const task = { question, effort: presets.standard, sourceIds: ['documents'] };
    return (await researchInMemory(task, { sources: [source] })).report;
  };
  const told = (written: string, read: string) =>
    `“${written}” stands in none of the own documents; “${read}” was searched for instead.`;
  const found = await ask('what is the fee per day of a frigatte', 'frigatte', 'frigate');
  expect(found.markdown.startsWith(`${told('frigatte', 'frigate')}\n\n`)).toBe(true);
  expect(found.markdown).toContain('310 euros');
  expect(found.sentences[0]).toMatchObject({ kind: 'note', quotes: [] });
  const nothing = await ask('who painted the cathdral', 'cathdral', 'cathedral');
  expect(nothing.nothing_found).toBe(true);
  expect(nothing.markdown).toContain(told('cathdral', 'cathedral'));
});

test.each([
  [
    'What does a whale weigh in this harbour?',
    /^(?:Nothing was found|No clear answer|The pages that were found)/,
  ],
  ['Combien pèse une baleine adulte dans ce port ?', /^(?:Aucune réponse|Les pages trouvées)/],
  ['Wie viel wiegt ein ausgewachsener Wal in diesem Hafen?', /^(?:In den|Eine eindeutige|Die gefundenen)/],
  ['¿Cuánto pesa una ballena adulta en este puerto?', /^(?:No se ha encontrado|Las páginas encontradas)/],
])('our own sentences stand in the language of the question: %s', async (question, words) => {
  const pages =
    '# Hafen\n\nIm Hafen liegt ein Schiff. El puerto está abierto. Le port est ouvert.\n\nThis harbour is old.\n';
  const { sentences } = await ask(question, { 'port.md': pages });
  const notes = sentences.flatMap(({ kind, text }) => (kind === 'note' ? [text] : []));
  expect(notes.length).toBeGreaterThan(0);
  expect(notes.filter((note) => !words.test(note))).toEqual([]);
});
