import { z } from 'zod';
import type { Quote } from '#lib/schema/quote.ts';
import { askModel } from '../ask-model.ts';
import { describeQuotes } from '../describe-task.ts';
import { parseJson } from '../parse-json.ts';
import type { Desk, StoredPage } from '../ports.ts';
import { prompts } from '../prompts/index.ts';
import { readWritten } from '../read-written.ts';
import { withStandIn } from '../stand-in.ts';
import { type DraftSentence, type TextDraft, wordsOf } from '../text-draft.ts';
import type { Outcome } from './check-claims.ts';

const Answer = z.object({
  sentences: z.array(z.object({ sentence: z.coerce.number().int(), text: z.string().nullable() })),
});

/** Another sentence in the place of one that did not hold; null where it goes. */
export type Fix = { text: string; quotes: number[] } | null;

/**
 * Has sentences that did not hold rewritten from their own quotes, in one call. A sentence that comes back without a
 * quote, or not at all, goes.
 */
export async function repairSentences(
  desk: Desk,
  given: {
    draft: TextDraft;
    outcomes: readonly (Outcome | null)[];
    faulty: readonly number[];
    quotes: ReadonlyMap<number, Quote>;
    pages: ReadonlyMap<string, StoredPage>;
  },
): Promise<Map<number, Fix>> {
  const { draft, outcomes, faulty, quotes } = given;
  const sentences = faulty.map((index) => draft.sentences[index] as DraftSentence);
  const numbers = new Set(sentences.flatMap(({ quotes }) => quotes));
  const listed = sentences.map((sentence, at) => {
    const outcome = outcomes[faulty[at] ?? -1];
    const rests = sentence.quotes.map((number) => `q${number}`).join(', ');
    return `${at + 1}: ${wordsOf(draft, sentence)}\n   (${sentence.form}; rests on ${rests}; ${outcome?.verdict}: ${outcome?.reason})`;
  });
  const answer = await withStandIn(desk, {
    what: 'Sentences that did not hold were taken out',
    work: () =>
      askModel(desk, {
        role: 'writer',
        prompt: prompts.repair,
        text: `Sentences:\n${listed.join('\n')}\n\nQuotes:\n${describeQuotes([...numbers].flatMap((number) => quotes.get(number) ?? []))}`,
        schema: Answer,
        parseText: parseAnswer,
      }),
    instead: () => ({ sentences: [] }),
  });
  return new Map(
    faulty.map((index, at): [number, Fix] => {
      const text = answer.sentences.find(({ sentence }) => sentence === at + 1)?.text ?? null;
      return [index, text === null ? null : readFix(text, { sentence: sentences[at], numbers })];
    }),
  );
}

/** One sentence of the same form with quotes that it may rest on; anything else is no repair. */
function readFix(
  text: string,
  { sentence, numbers }: { sentence: DraftSentence | undefined; numbers: ReadonlySet<number> },
): Fix {
  const { markdown, sentences } = readWritten(text.replace(/\s*\n\s*/g, ' '), { quoteNumbers: numbers });
  const marks = [...new Set(sentences.flatMap(({ marks }) => marks))];
  const isRow = sentence?.form === 'row';
  const words = isRow ? markdown.trim() : markdown.trim().replace(/^(?:[-*+]|\d{1,3}[.)])\s+/, '');
  if (!/[\p{L}\p{N}]/u.test(words) || /^(?:null|drop|remove)\W*$/i.test(words)) return null;
  if (isRow && !/^\|.*\|$/.test(words)) return null;
  return marks.length > 0 ? { text: words, quotes: marks } : null;
}

/** Reads repairs that a model wrote as JSON, or as lines `3: the new sentence.[q7]` and `3: null`. */
function parseAnswer(text: string): unknown {
  const json = parseJson(text);
  if (json !== undefined) return json;
  const sentences = text.split('\n').flatMap((line) => {
    const [, sentence, words = ''] = /^\s*(\d+)\s*[:.]\s*(.+)$/.exec(line) ?? [];
    if (!sentence) return [];
    return [{ sentence: Number(sentence), text: /^null\W*$/i.test(words) ? null : words }];
  });
  return sentences.length > 0 ? { sentences } : undefined;
}
