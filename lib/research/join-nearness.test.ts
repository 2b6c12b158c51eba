import { expect, test } from 'vitest';
import { presets } from '#lib/job-types/research/schema.ts';
import { pageSource } from '#lib/testing/page-source.ts';
import { researchInMemory } from '#lib/testing/research-in-memory.ts';
import { joinNearness } from '#lib/text/join-nearness.ts';

test('words and meaning count alike, on the scale of the words', () => {
  expect(joinNearness([2, 1, 0], [0.1, 0.5, 0.5])).toEqual([1, 1.5, 1]);
  expect(Math.max(...joinNearness([3, 2], [0.9, 0.1]))).toBe(3);
  expect(joinNearness([3, 1], [0.1, 0.5], 0.5)).toEqual([2, 5 / 3]);
});

test.each([
  ['nobody can tell', null],
  ['there are others than were asked for', [1]],
  ['all are as near', [0.4, 0.4]],
])('scores stay as they are where %s', (_, nearness) => {
  expect(joinNearness([2, 1], nearness)).toEqual([2, 1]);
  expect(joinNearness([], [])).toEqual([]);
});

const question = 'How does the dam keep water back?';
const page = {
  url: 'doc://dam.md',
  title: 'Dam',
  text: 'The dam has a keeper, who has water to drink. Earth and stones hold it where it is.',
};
const scoresBy = async (
  nearness?: (question: string, texts: readonly string[]) => Promise<number[] | null>,
) => {
  const task = { question, effort: presets.quick, sourceIds: ['documents'] };
  const { quotes } = await researchInMemory(task, {
    sources: [pageSource([page])],
    ...(nearness && { nearness }),
  });
  return new Map(quotes.map(({ text, score }) => [text, score]));
};
const [drinks, holds] = page.text.split(/(?<=\.) /) as [string, string];

test('a unit that is near in meaning goes before one that has the words; one who does not answer changes nothing', async () => {
  const byWords = await scoresBy();
  expect(byWords.get(drinks)).toBeGreaterThan(byWords.get(holds) ?? 0);
  const asked: string[] = [];
  const joined = await scoresBy(async (to, texts) => {
    expect(to).toBe(question);
    asked.push(...texts);
    return texts.map((text) => (text.includes(holds) ? 0.9 : 0.1));
  });
  expect(joined.get(holds)).toBeGreaterThan(joined.get(drinks) ?? 0);
  expect(asked).toHaveLength(2);
  expect(await scoresBy(async () => null)).toEqual(byWords);
});

test('without a server the meaning of words counts where the question is English', async () => {
  const folders = {
    url: 'doc://folders.md',
    title: 'Folders',
    text: 'The folder is blue and hangs on the wall of the office. Directories are removed with the command rmdir.',
  };
  const lead = async (question: string) => {
    const task = { question, effort: presets.quick, sourceIds: ['documents'] };
    const { quotes } = await researchInMemory(task, { sources: [pageSource([folders])] });
    const [hangs, removed] = quotes.map(({ score }) => score);
    return (removed ?? 0) - (hangs ?? 0);
  };
  expect(await lead('How do I delete a folder?')).toBeGreaterThan(0);
  expect(await lead('Wie werde ich ein Verzeichnis los, also folder?')).toBeLessThan(0);
});
