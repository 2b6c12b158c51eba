import type { AuditEntry } from '#lib/schema/audit.ts';
import type { Quote } from '#lib/schema/quote.ts';
import { readWritten } from './read-written.ts';
import { type DraftSentence, replaceSentence, type TextDraft } from './text-draft.ts';
import { saysNothingFound } from './words/index.ts';

/** A conclusion names what it follows from: `[from q3, q7]`. */
const conclusion =
  /\s*[[【(]\s*(?:from|follows from|inferred from|inference)\s*:?\s*([^\])】]*\d[^\])】]*)[\])】]/gi;

/**
 * Reads a written text as a draft: which sentences rest on which quotes, which are conclusions. `unmarked` are those
 * that name nothing; headings claim nothing, and neither do our own fixed words (`byCode`).
 */
export function readDraft(
  raw: string,
  { textId, quotes, byCode }: { textId: string; quotes: readonly Quote[]; byCode: boolean },
): { draft: TextDraft; unmarked: number[]; audit: AuditEntry[] } {
  const numbers = new Set(quotes.map(({ number }) => number));
  const written = readWritten(raw, {
    quoteNumbers: numbers,
    quotesOfPage: (url) => quotes.filter((quote) => quote.url === url).map(({ number }) => number),
  });
  let draft: TextDraft = {
    words: written.markdown,
    sentences: written.sentences.map(({ start, end, text, form, marks }): DraftSentence => {
      const isOurs = byCode && marks.length === 0 && saysNothingFound(text);
      const kind = isOurs ? 'note' : marks.length > 0 ? 'finding' : 'link';
      return { start, end, form: form as DraftSentence['form'], quotes: marks, kind };
    }),
  };
  for (const [index, sentence] of draft.sentences.entries()) {
    const text = draft.words.slice(sentence.start, sentence.end);
    const named = [...text.matchAll(conclusion)].flatMap(([, list = '']) =>
      (list.match(/\d+/g) ?? []).map(Number),
    );
    const rests = [...new Set([...sentence.quotes, ...named.filter((number) => numbers.has(number))])];
    if (named.length === 0 || rests.length === 0) continue;
    draft = replaceSentence(draft, index, {
      text: text.replace(conclusion, '').trimEnd(),
      quotes: rests,
      kind: 'inference',
    });
  }
  const unmarked = draft.sentences.flatMap(({ quotes, form, kind }, index) =>
    quotes.length === 0 && form !== 'heading' && kind !== 'note' ? [index] : [],
  );
  const audit = written.taken.map(
    ({ what, text }): AuditEntry => ({
      text_id: textId,
      what: 'taken-off',
      why: what,
      before: text,
      after: null,
    }),
  );
  return { draft, unmarked, audit };
}
