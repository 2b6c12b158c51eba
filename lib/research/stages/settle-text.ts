import { z } from 'zod';
import { AuditEntry } from '#lib/schema/audit.ts';
import type { Told } from '#lib/schema/event.ts';
import type { Quote } from '#lib/schema/quote.ts';
import { ClaimVerdict } from '#lib/schema/verdict.ts';
import { clip } from '#lib/text/clip.ts';
import { askBack } from '../ask-back.ts';
import { markCopied } from '../check-claim/check-claim.ts';
import type { Desk, StoredPage } from '../ports.ts';
import { readDraft } from '../read-draft.ts';
import { tellRow } from '../tell-row.ts';
import {
  type DraftSentence,
  removeSentences,
  renderDraft,
  replaceSentence,
  stretchBetween,
  type TextDraft,
  wordsOf,
} from '../text-draft.ts';
import { type CheckedClaim, checkClaims, type Outcome } from './check-claims.ts';
import { type Fix, repairSentences } from './repair-sentences.ts';
import type { WrittenText } from './write-text.ts';

const Kind = z.enum(['finding', 'inference', 'link', 'note']);

/** A text as it is published, but for the numbers of its pages: every sentence that claims something was checked. */
export const SettledText = z.object({
  text_id: z.string(),
  words: z.string(),
  sentences: z.array(
    z.object({
      kind: Kind,
      form: z.enum(['sentence', 'item', 'row', 'code', 'heading', 'lead-in']),
      start: z.number().int(),
      end: z.number().int(),
      quotes: z.array(z.number().int()),
      verdict: ClaimVerdict.nullable(),
      reason: z.string(),
    }),
  ),
  written: z.number().int(),
  by: z.enum(['model', 'built-in']),
  audit: z.array(AuditEntry),
});
export type SettledText = z.infer<typeof SettledText>;

const mostRepairs = 2;

type Given = {
  textId: string;
  written: WrittenText;
  heading?: string | undefined;
  quotes: readonly Quote[];
  pages: readonly StoredPage[];
  question: string;
  /** BCP 47 code of the language that the text is in. */
  language?: string | undefined;
};

const nothingHeld = 'Nothing of what the model wrote held when it was checked.';

/**
 * Brings a written text to what may be published: reads its sentences and what they rest on, asks back for those that
 * name nothing, checks each claim against its quotes, has rewritten what does not hold and checks it again, and takes
 * out what still does not. Everything that changes is told as an edit and stands in the audit. Where nothing is left of
 * what a model wrote, `byCode` writes it.
 */
export async function settleText(
  desk: Desk,
  { byCode, ...given }: Given & { byCode: (why: string) => Promise<WrittenText | null> },
): Promise<SettledText> {
  const stored = await desk.store.loadDraft(`settled:${given.textId}`);
  if (stored) return SettledText.parse(stored);
  const { isLost, ...first } = await settle(desk, given);
  const written = isLost ? await byCode(nothingHeld) : null;
  if (written) await desk.tell('nothing-held', { type: 'warning', message: nothingHeld });
  const second = written && (await settle(desk, { ...given, written }));
  const { isLost: _, ...last } = second ?? { ...first, isLost };
  const settled = second ? { ...last, audit: [...first.audit, ...last.audit] } : last;
  await desk.store.saveDraft(`settled:${given.textId}`, settled);
  return settled;
}

/** `isLost`: a model wrote it, there are quotes, and no sentence that rests on one is left, which was not its own wish. */
async function settle(desk: Desk, given: Given): Promise<SettledText & { isLost: boolean }> {
  const { textId, written, language } = given;
  const pages = new Map(given.pages.map((page) => [page.snapshot_id, page]));
  const quotes = new Map(given.quotes.map((quote) => [quote.number, quote]));
  const telling = tellEdits(desk, { textId, written });

  const read = readDraft(written.raw, { textId, quotes: given.quotes, byCode: written.by === 'built-in' });
  const audit = [...written.audit, ...read.audit];
  const count = read.draft.sentences.filter(({ form }) => form !== 'heading').length;
  const asked = await askBack(desk, { ...given, draft: read.draft, unmarked: read.unmarked });
  const body = under(given.heading, asked.draft);
  audit.push(...asked.audit);
  let draft = removeSentences(
    body.draft,
    asked.dropped.map((index) => index + body.before),
  );
  await telling.become(draft, 'what it rests on was settled');

  let outcomes = await checkDraft(desk, {
    textId,
    by: written.by,
    draft,
    quotes,
    pages,
    language,
    known: new Map(),
  });
  for (let round = 1; round <= mostRepairs; round += 1) {
    const faulty = written.by === 'built-in' ? [] : faultsIn(draft, outcomes);
    if (faulty.length === 0) break;
    const isLast = round === mostRepairs || desk.closing.aborted;
    const fixes = desk.closing.aborted
      ? new Map<number, Fix>()
      : await repairSentences(desk, { draft, outcomes, faulty, quotes, pages });
    const known = outcomesBy(draft, outcomes);
    const removed: number[] = [];
    for (const index of faulty) {
      const sentence = draft.sentences[index];
      const outcome = outcomes[index];
      if (!sentence || !outcome) continue;
      const before = wordsOf(draft, sentence);
      const fix = fixes.get(index);
      const why = `${outcome.verdict}: ${outcome.reason}`;
      const isSame = fix?.text === before && fix.quotes.join() === sentence.quotes.join();
      if (!fix || (isLast && isSame)) {
        removed.push(index);
        audit.push({ text_id: textId, what: 'removed', why, before, after: null });
        continue;
      }
      draft = replaceSentence(draft, index, { ...fix, kind: sentence.kind });
      audit.push({ text_id: textId, what: 'rewritten', why, before, after: fix.text });
    }
    draft = removeSentences(draft, removed);
    await telling.become(draft, 'a sentence did not hold when it was checked');
    outcomes = await checkDraft(desk, { textId, by: written.by, draft, quotes, pages, language, known });
  }
  // What the built-in writer wrote stands in its quotes word for word: a doubt of the checks is theirs.
  const left = written.by === 'built-in' ? [] : faultsIn(draft, outcomes);
  for (const index of left) {
    const sentence = draft.sentences[index];
    const outcome = outcomes[index];
    if (!sentence || !outcome) continue;
    const why = `${outcome.verdict} after it was rewritten: ${outcome.reason}`;
    audit.push({ text_id: textId, what: 'removed', why, before: wordsOf(draft, sentence), after: null });
  }
  const kept = outcomesBy(draft, outcomes);
  draft = removeSentences(draft, left);
  await telling.become(draft, 'a sentence did not hold when it was checked');

  const isClaim = ({ kind }: DraftSentence) => kind === 'finding' || kind === 'inference';
  const removals = (entries: readonly AuditEntry[]) =>
    entries.filter(({ what }) => what === 'removed').length;
  const isTaken = asked.isByCode ? removals(audit) > 0 : removals(audit) > removals(asked.audit);
  return {
    isLost: written.by === 'model' && quotes.size > 0 && isTaken && !draft.sentences.some(isClaim),
    text_id: textId,
    words: draft.words,
    sentences: draft.sentences.map((sentence) => {
      const outcome = kept.get(claimKey(draft, sentence));
      return { ...sentence, verdict: outcome?.verdict ?? null, reason: outcome?.reason ?? '' };
    }),
    written: count,
    by: written.by,
    audit,
  };
}

/** The draft under its heading; `before` counts the sentences that this puts in front. */
function under(heading: string | undefined, draft: TextDraft): { draft: TextDraft; before: number } {
  if (!heading) return { draft, before: 0 };
  const lead = `## ${heading}\n\n`;
  const moved = draft.sentences.map((sentence) => ({
    ...sentence,
    start: sentence.start + lead.length,
    end: sentence.end + lead.length,
  }));
  const own = { kind: 'link', form: 'heading', start: 3, end: 3 + heading.length, quotes: [] } as const;
  return { draft: { words: lead + draft.words, sentences: [{ ...own, quotes: [] }, ...moved] }, before: 1 };
}

/** Sentences that may not be published as they are. */
const faultsIn = (draft: TextDraft, outcomes: readonly (Outcome | null)[]): number[] =>
  draft.sentences.flatMap((_, index) => {
    const verdict = outcomes[index]?.verdict;
    return verdict === 'contradicted' || verdict === 'unsupported' ? [index] : [];
  });

/** The same for what is said in the same words, however its step is numbered, and rests on the same quotes. */
const claimKey = (draft: TextDraft, sentence: DraftSentence): string =>
  JSON.stringify([sentence.kind, sentence.quotes, wordsOf(draft, sentence).replace(/^\d{1,3}[.)] /, '')]);

const outcomesBy = (draft: TextDraft, outcomes: readonly (Outcome | null)[]) =>
  new Map(draft.sentences.map((sentence, index) => [claimKey(draft, sentence), outcomes[index]]));

/** Checks what was not checked in the same words on the same quotes before, and tells each claim as it is. */
async function checkDraft(
  desk: Desk,
  given: {
    textId: string;
    by: WrittenText['by'];
    draft: TextDraft;
    quotes: ReadonlyMap<number, Quote>;
    pages: ReadonlyMap<string, StoredPage>;
    language: string | undefined;
    known: ReadonlyMap<string, Outcome | null | undefined>;
  },
): Promise<(Outcome | null)[]> {
  const { textId, by, draft, quotes, pages, language, known } = given;
  const outcomes: (Outcome | null)[] = draft.sentences.map(
    (sentence) => known.get(claimKey(draft, sentence)) ?? null,
  );
  const open: number[] = [];
  const claims: CheckedClaim[] = [];
  for (const [index, sentence] of draft.sentences.entries()) {
    if (outcomes[index] || (sentence.kind !== 'finding' && sentence.kind !== 'inference')) continue;
    open.push(index);
    const named = sentence.quotes.flatMap((number) => quotes.get(number) ?? []);
    const text = wordsOf(draft, sentence);
    claims.push({ text, told: tellRow(draft, index), kind: sentence.kind, quotes: named });
  }
  const checked = await checkClaims(desk, claims, { pages, language });
  const told: Told[] = [];
  for (const [at, index] of open.entries()) {
    const outcome = checked[at];
    const sentence = draft.sentences[index];
    if (!outcome || !sentence) continue;
    outcomes[index] = outcome;
    const text = wordsOf(draft, sentence);
    const { verdict, reason } = outcome;
    told.push({
      key: `claim:${by}:${index}:${sentence.quotes.join()}:${clip(text, 120)}`,
      event: {
        type: 'claim-checked',
        text_id: textId,
        kind: sentence.kind === 'inference' ? 'inference' : 'finding',
        claim: { text, sentence: index, quotes: sentence.quotes, verdict, reason, ...markCopied(reason) },
      },
    });
  }
  await desk.tellAll(told);
  return outcomes;
}

/** Tells a text's changes to whoever follows, each as the one stretch in which it differs. */
function tellEdits(desk: Desk, { textId, written }: { textId: string; written: WrittenText }) {
  let text = written.told;
  let count = 0;
  return {
    async become(draft: TextDraft, reason: string): Promise<void> {
      const wanted = renderDraft(draft, quoteMarks).markdown;
      const edit = stretchBetween(text, wanted);
      text = wanted;
      if (!edit) return;
      count += 1;
      await desk.tell(`${textId}:${written.by}:edit:${count}`, {
        type: 'text-edit',
        text_id: textId,
        ...edit,
        reason,
      });
    },
  };
}

/** The marks of a text that is not published yet: each names a quote. */
export const quoteMarks = (quotes: readonly number[]): string =>
  quotes.map((number) => `[${number}](#quote-${number})`).join('');
