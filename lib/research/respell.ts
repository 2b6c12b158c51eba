import { toAppError } from '#lib/errors.ts';
import type { Respelling } from '#lib/schema/plan.ts';
import { plainQuestion } from '#lib/text/plain-question.ts';
import { talkOf } from '#lib/text/talk-of.ts';
import type { Desk } from './ports.ts';

/** A question with the words that it was read with in place of those that stand nowhere. */
export function respell(question: string, respelled: readonly Respelling[] = []): string {
  const read = new Map(respelled.map(({ written, read }) => [written.toLowerCase(), read]));
  if (read.size === 0) return question;
  return question.replace(/\p{L}+/gu, (word) => read.get(word.toLowerCase()) ?? word);
}

const mostWords = 5;

/** The words of a question that stand nowhere in the sources that can tell, with the nearest that do; none where one fails. */
export async function findRespelled(
  desk: Desk,
  { question, sourceIds }: { question: string; sourceIds: readonly string[] | null },
): Promise<Respelling[]> {
  const { signal } = desk;
  if (talkOf(question)) return [];
  const asked = desk.sources.filter(({ id }) => !sourceIds || sourceIds.includes(id));
  try {
    const found = asked.map((source) => source.nearWords?.(plainQuestion(question), { signal }) ?? []);
    // A plain question begins with a capital, whatever was written.
    const spell = (word: string) => (question.includes(word) ? word : word.toLowerCase());
    return (await Promise.all(found))
      .flat()
      .slice(0, mostWords)
      .map(({ written, read }) => ({ written: spell(written), read }));
  } catch (thrown) {
    signal.throwIfAborted();
    // Whoever cannot be asked now is asked again by searching, and told then.
    if (toAppError(thrown).code !== 'source_failed') throw thrown;
    return [];
  }
}
