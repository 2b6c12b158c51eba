import { expect, test } from 'vitest';
import { pageSource } from '#lib/testing/page-source.ts';
import { researchInMemory } from '#lib/testing/research-in-memory.ts';
import { scriptedModel } from '#lib/testing/scripted-model.ts';

const rules = (subject: string) =>
  Array.from({ length: 12 }, (_, at) => `The ${subject} keeps ${at + 2} copies of record kind ${at}.`);
const pages = ['archive', 'mirror'].map((subject) => ({
  url: `https://${subject}.example/rules`,
  title: `Rules of the ${subject}`,
  text: `# Rules of the ${subject}\n\n${rules(subject).join('\n\n')}\n`,
}));

/** What a model says that cannot write JSON: each prompt names the lines that are taken instead. */
const answers: [prompt: RegExp, answer: (user: string) => string][] = [
  [
    /^You plan a piece of research/,
    () =>
      '1. How many copies does the archive keep?\nqueries: archive copies | archive records\nexpects: a number\n2. How many copies does the mirror keep?\nqueries: mirror copies\nexpects: a number',
  ],
  [
    /^You read one page/,
    (user) =>
      [...user.matchAll(/^(\d+): The (archive|mirror) keeps/gm)]
        .map(
          ([, unit, of]) =>
            `units ${unit} | sub-question ${of === 'archive' ? 1 : 2} | supports | rule ${unit} of the ${of}`,
        )
        .join('\n'),
  ],
  [
    /^You lead a piece of research/,
    (user) =>
      user.includes('older archive')
        ? '1: answered, all numbers are there\n2: answered, all numbers are there\nenough: yes'
        : '1: answered, all numbers are there\n2: thin, no word of older records | older archive records\nenough: no',
  ],
  [
    /^You outline a report/,
    (user) => {
      const of = (part: number) =>
        [...user.matchAll(new RegExp(`^(\\d+)\\. \\[part ${part}\\]`, 'gm'))]
          .map(([, number]) => number)
          .join(', ');
      return `title: Copies\n1. The archive | prose | ${of(1)} | what it keeps\n2. The mirror | prose | ${of(2)} | what it keeps`;
    },
  ],
  [
    /^You write/,
    (user) => {
      const [, number, words] = /<quote mark="q(\d+)"[^>]*>\n([^\n]+)\n/.exec(user) ?? [];
      return `In short:\n\n${words}[q${number}] Both keep their copies for good reasons.`;
    },
  ],
  [
    /^You wrote sentences without saying/,
    (user) => [...user.matchAll(/^(\d+): /gm)].map(([, n]) => `${n}: drop`).join('\n'),
  ],
  [
    /^You check claims/,
    (user) =>
      [...user.matchAll(/^claim (\d+):/gm)]
        .map(([, n]) => `claim ${n}: supported, the quote says it`)
        .join('\n'),
  ],
  [
    /^You judge whether/,
    () => 'relevance: 0.9 it answers\ncorrectness: 0.8 it holds\ncompleteness: 0.7 two parts',
  ],
];

test('a model that answers every prompt in lines in place of JSON researches as one that writes JSON', async () => {
  const unknown: string[] = [];
  const model = scriptedModel({
    name: 'liner',
    answer: ({ system, user }) => {
      const found = answers.find(([prompt]) => prompt.test(system));
      if (!found) unknown.push(system.slice(0, 60));
      return { text: found?.[1](user) ?? '' };
    },
  });
  const done = await researchInMemory(
    {
      question: 'How many copies do the archive and the mirror keep?',
      effort: { breadth: 3, grow: 1, depth: 3, pages: 8 },
      sourceIds: null,
    },
    {
      sources: [pageSource(pages, { id: 'web', name: 'The web' })],
      models: { planner: model, reader: model, writer: model, judge: model },
    },
  );
  expect(unknown).toEqual([]);
  expect(done.events.flatMap((event) => (event.type === 'warning' ? [event.message] : []))).toEqual([]);
  expect(done.plan.sub_questions.map(({ queries }) => queries)).toEqual([
    ['archive copies', 'archive records'],
    ['mirror copies'],
  ]);
  expect(done.stopped).toBe('enough was found');
  expect(done.quotes.length).toBeGreaterThan(20);
  expect(done.report.title).toBe('Copies');
  expect(done.report.markdown).toContain('## The mirror');
  expect(done.report.markdown).not.toContain('good reasons');
  expect(done.audit.entries.filter(({ what }) => what === 'removed')).toHaveLength(3);
  expect(done.claims.map(({ verdict }) => verdict)).toEqual(done.claims.map(() => 'supported'));
  expect(done.verdict?.overall).toBeGreaterThan(0.7);
});
