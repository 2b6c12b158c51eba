import type { Source } from '#lib/sources/source.ts';
import { researchInMemory } from '#lib/testing/research-in-memory.ts';
import type { StandQuestion } from './questions.ts';

const effort = { breadth: 3, grow: 0, depth: 1, pages: 6 };

/**
 * Research by the built-in model over one source alone: whether the report quotes the right words of the right page, and
 * what it quotes. Throws where a quote does not stand in its page.
 */
export async function researchOver(
  { ask, page, words }: StandQuestion,
  source: Source,
): Promise<{ line: string; isRight: boolean }> {
  const task = { question: ask, effort, sourceIds: null };
  const { report, quotes, texts } = await researchInMemory(task, { sources: [source] });
  for (const quote of quotes) {
    const text = texts.get(quote.snapshot_id) ?? '';
    if (text.slice(quote.start, quote.end) !== quote.text)
      throw new Error(`A quote of ${quote.url} does not stand there.`);
  }
  const cited = new Set(report.citations.map(({ url }) => url));
  const right = quotes.find(
    (quote) => cited.has(quote.url) && page.test(quote.url) && words.test(quote.text),
  );
  const shown = right ?? quotes.find((quote) => cited.has(quote.url)) ?? quotes[0];
  const line = shown
    ? `${shown.url}: ${shown.text.replace(/\s+/g, ' ').slice(0, 160)}`
    : 'nothing was quoted';
  return { line, isRight: right !== undefined };
}
