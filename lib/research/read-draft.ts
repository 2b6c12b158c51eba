import type { AuditEntry } from '#lib/schema/audit.ts';
import type { Quote } from '#lib/schema/quote.ts';
import { proposeQuotes } from './propose-quotes.ts';
import { readWritten } from './read-written.ts';
import { type DraftSentence, replaceSentence, type TextDraft } from './text-draft.ts';
import { isOurs } from './words/index.ts';

/** A conclusion names what it follows from: `[from q3, q7]`. */
const conclusion =
  /([.!?。！？]?)([ \t]*)([[【(])\s*(?:from|follows from|inferred from|inference)\s*:?\s*([^\])】\n]*\d[^\])】\n]*[\])】])/gi;
/** Stands in a sentence whose mark was that of a conclusion while it is read. */
const concluded = '\u2063';

/** A mark that stands for a whole paragraph or list may leave out the quote that says this one sentence. */
function withNearest(
  marks: number[],
  { text, quotes }: { text: string; quotes: readonly Quote[] },
): number[] {
  if (marks.length === 0) return marks;
  const [nearest] = proposeQuotes(text, quotes, { leastShare: 0.6, most: 1 });
  return nearest && !marks.includes(nearest.number) ? [...marks, nearest.number] : marks;
}

/**
 * Reads a written text as a draft: which sentences rest on which quotes, which are conclusions. `unmarked` are those
 * that name nothing; headings claim nothing, and neither do our own fixed words (`byCode`).
 */
export function readDraft(
  raw: string,
  { textId, quotes, byCode }: { textId: string; quotes: readonly Quote[]; byCode: boolean },
): { draft: TextDraft; unmarked: number[]; audit: AuditEntry[] } {
  const numbers = new Set(quotes.map(({ number }) => number));
  const told = raw.replaceAll(concluded, '').replace(conclusion, `${concluded}$1$2$3$4`);
  const written = readWritten(told, {
    quoteNumbers: numbers,
    quotesOfPage: (url) => quotes.filter((quote) => quote.url === url).map(({ number }) => number),
  });
  let draft: TextDraft = {
    words: written.markdown,
    sentences: written.sentences.map(({ start, end, text, form, marks: named, marksFrom }): DraftSentence => {
      // What stands in a table below our words is no evidence for them.
      const isFixed = byCode && (marksFrom !== 'own' || named.length === 0) && isOurs(text);
      const marks = isFixed ? [] : marksFrom === 'own' ? named : withNearest(named, { text, quotes });
      const kind = isFixed ? 'note' : marks.length > 0 ? 'finding' : 'link';
      return { start, end, form: form as DraftSentence['form'], quotes: marks, kind };
    }),
  };
  for (const index of draft.sentences.keys()) {
    const sentence = draft.sentences[index];
    const text = sentence ? draft.words.slice(sentence.start, sentence.end) : '';
    if (!sentence || !text.includes(concluded)) continue;
    const kind = sentence.quotes.length > 0 ? 'inference' : sentence.kind;
    draft = replaceSentence(draft, index, {
      text: text.replaceAll(concluded, ''),
      quotes: sentence.quotes,
      kind,
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
