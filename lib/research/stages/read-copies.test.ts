import { expect, test } from 'vitest';
import { pageSource } from '#lib/testing/page-source.ts';
import { researchInMemory } from '#lib/testing/research-in-memory.ts';
import { scriptedModel } from '#lib/testing/scripted-model.ts';

const facts = Array.from(
  { length: 60 },
  (_, at) => `The harbour of town ${at} was dredged in ${1900 + at} by company ${(at * 37) % 101}.`,
);
const wire = facts.join(' ');
const pages = [
  { url: 'https://agency.example/harbours', title: 'Harbours', text: `# Harbours\n\n${wire}` },
  { url: 'https://paper.example/harbours', title: 'Harbours', text: `# Harbours\n\n${wire} Reprinted.` },
  { url: 'https://mirror.example/harbours', title: 'Harbours', text: `# Harbours\n\nA mirror. ${wire}` },
  {
    url: 'https://other.example/harbours',
    title: 'Harbours again',
    text: `# Harbours\n\n${wire.replaceAll('dredged', 'filled in again with sand')}`,
  },
  { url: 'doc://library/harbours.md', title: 'Harbours, my copy', text: `# Harbours\n\n${wire}` },
];
const task = {
  question: 'Which harbour was dredged in 1907?',
  effort: { breadth: 1, grow: 0, depth: 1, pages: 5 },
  sourceIds: null,
};

test('what stands at several addresses is read by the model once, own documents apart', async () => {
  const asked: string[] = [];
  const reader = scriptedModel({
    name: 'reader',
    answer: ({ user }) => {
      asked.push(/^Address: (.+)$/m.exec(user)?.[1] ?? '');
      const findings = [{ units: [1], sub_question: 1, stance: 'supports', gist: 'dredged' }];
      return { text: JSON.stringify({ kind: 'news', published: null, findings }) };
    },
  });
  const { events, found, quotes } = await researchInMemory(task, {
    sources: [pageSource(pages)],
    models: { reader },
  });
  const copies = found.filter(({ copy_of }) => copy_of);
  expect(copies).toHaveLength(2);
  const [origin] = new Set(copies.map(({ copy_of }) => copy_of));
  expect(pages.slice(0, 3).map(({ url }) => url)).toContain(origin);
  expect(asked.toSorted()).toEqual([origin, pages[3]?.url, pages[4]?.url].toSorted());
  expect(new Set(quotes.map(({ url }) => url))).toEqual(new Set(asked));
  const told = events.flatMap((event) => (event.type === 'source-read' ? [event] : []));
  expect(told).toHaveLength(5);
  expect(told.filter(({ copy_of }) => copy_of?.url === origin).map(({ url }) => url)).toEqual(
    expect.arrayContaining(copies.map(({ url }) => url)),
  );
});

test('a copy of an archive says so, whoever found it, and is the page that it is a copy of', async () => {
  const archived = 'https://web.archive.org/web/20200914070000/https://agency.example/harbours';
  const found = [{ url: archived, title: 'Harbours', text: `# Harbours\n\n${wire}` }];
  const { events, quotes } = await researchInMemory(task, { sources: [pageSource(found)] });
  expect(events).toContainEqual(
    expect.objectContaining({ type: 'source-read', title: 'Harbours (archived copy of 2020-09-14)' }),
  );
  expect(quotes[0]?.title).toBe('Harbours (archived copy of 2020-09-14)');
  const both = await researchInMemory(task, { sources: [pageSource([...found, pages[0] ?? expect.fail()])] });
  expect(both.events.filter(({ type }) => type === 'source-read')).toHaveLength(1);
});

test('where no model reads, the page that is ranked best stands for its copies, and the report names them', async () => {
  const { found, report } = await researchInMemory(task, { sources: [pageSource(pages)] });
  const cited = report.citations.find(({ copies }) => copies);
  expect(cited?.copies).toHaveLength(2);
  expect(found.filter(({ copy_of }) => copy_of === cited?.url)).toHaveLength(2);
});
