import { expect, test } from 'vitest';
import { pageSource } from '#lib/testing/page-source.ts';
import { researchInMemory } from '#lib/testing/research-in-memory.ts';
import { scriptedModel } from '#lib/testing/scripted-model.ts';

/** What a reader is given of a page, and what its findings become. */
async function read(text: string, findings: readonly { units: number[]; gist?: string }[]) {
  const prompts: string[] = [];
  const reader = scriptedModel({
    name: 'reader',
    answer: ({ user }) => {
      prompts.push(user);
      const found = findings.map((finding) => ({
        sub_question: 1,
        stance: 'supports',
        gist: '',
        ...finding,
      }));
      return { text: JSON.stringify({ kind: 'documentation', published: null, findings: found }) };
    },
  });
  const { quotes } = await researchInMemory(
    {
      question: 'What fails on a standby?',
      effort: { breadth: 1, grow: 0, depth: 1, pages: 4 },
      sourceIds: null,
    },
    { sources: [pageSource([{ url: 'doc://a', title: 'A', text }])], models: { reader } },
  );
  return { prompt: prompts[0] ?? '', quotes };
}

test("a list's item is quoted with the sentence that leads in where they follow each other, else beside it", async () => {
  const text = 'On a standby these fail:\n\n- Row locks, since they write.\n- Updates of a standby.\n';
  const { quotes } = await read(text, [
    { units: [1, 2], gist: 'row locks' },
    { units: [1, 3], gist: 'updates' },
  ]);
  expect(quotes.map(({ text, gist }) => [text, gist])).toEqual([
    ['On a standby these fail:\n\n- Row locks, since they write.', 'row locks'],
    ['On a standby these fail:', 'updates'],
    ['- Updates of a standby.', 'updates'],
  ]);
});

test('a long page may give more findings than a short one', async () => {
  const sentence = (at: number) =>
    `On a standby, rule number ${at} says at some length what fails and why it has to.`;
  const long = Array.from({ length: 400 }, (_, at) => sentence(at)).join('\n\n');
  const all = Array.from({ length: 40 }, (_, at) => ({ units: [at + 1], gist: `rule ${at}` }));
  const most = async (text: string) => {
    const { prompt, quotes } = await read(text, all);
    expect(prompt).toContain(`At most ${quotes.length} findings.`);
    return quotes.length;
  };
  expect(await most(long)).toBe(30);
  expect(await most(Array.from({ length: 20 }, (_, at) => sentence(at)).join('\n\n'))).toBe(12);
});
