import { z } from 'zod';
import type { AuditEntry } from '#lib/schema/audit.ts';
import type { Quote } from '#lib/schema/quote.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import { askModel } from './ask-model.ts';
import { checkClaim } from './check-claim/check-claim.ts';
import { describeQuotes } from './describe-task.ts';
import { parseJson } from './parse-json.ts';
import type { Desk } from './ports.ts';
import { prompts } from './prompts/index.ts';
import { proposeQuotes } from './propose-quotes.ts';
import { withStandIn } from './stand-in.ts';
import { type DraftSentence, type TextDraft, wordsOf } from './text-draft.ts';

const Answer = z.object({
  sentences: z.array(
    z.object({
      sentence: z.coerce.number().int(),
      choice: z.enum(['quote', 'inference', 'link', 'drop']),
      quotes: z.array(z.coerce.number().int()).catch([]),
    }),
  ),
});
/** In words of a search: longer lead-ins may claim something. */
const longestLabel = 4;
type Choice = { choice: 'quote' | 'inference' | 'link' | 'drop'; quotes: number[] };

/**
 * Settles what sentences without a mark rest on: our own code proposes quotes, the writer chooses in one call whether
 * each is said by quotes, follows from some, only links, or goes. What may not be a link (it states numbers or names)
 * is checked like any claim. Where the writer cannot be asked, code takes what a quote plainly says, `isByCode`. Answers
 * the draft and the sentences that go.
 */
export async function askBack(
  desk: Desk,
  {
    textId,
    draft,
    unmarked,
    quotes,
    question,
  }: {
    textId: string;
    draft: TextDraft;
    unmarked: readonly number[];
    quotes: readonly Quote[];
    question: string;
  },
): Promise<{ draft: TextDraft; dropped: number[]; isByCode: boolean; audit: AuditEntry[] }> {
  const sentences = [...draft.sentences];
  const open = unmarked.filter((index) => {
    const sentence = sentences[index];
    const isLabel = sentence !== undefined && onlyLeadsIn(sentence, wordsOf(draft, sentence));
    if (isLabel) sentences[index] = { ...sentence, kind: 'link' };
    return !isLabel;
  });
  if (open.length === 0) return { draft: { ...draft, sentences }, dropped: [], isByCode: false, audit: [] };
  const texts = open.map((index) => wordsOf(draft, draft.sentences[index] as DraftSentence));
  const proposals = texts.map((text) => proposeQuotes(text, quotes));
  const choose = (at: number): Choice =>
    choiceByCode(texts[at] ?? '', proposals[at] ?? [], draft.sentences[open[at] ?? 0]);
  let isByCode = desk.isBuiltIn('writer');
  const byCode = () => {
    isByCode = true;
    return texts.map((_, at) => choose(at));
  };
  const choices = isByCode
    ? byCode()
    : await withStandIn(desk, {
        what: 'Sentences without a source were settled',
        work: () => byWriter(desk, { texts, proposals, quotes, question, choose }),
        instead: byCode,
      });
  const dropped: number[] = [];
  const audit: AuditEntry[] = [];
  for (const [at, index] of open.entries()) {
    const sentence = sentences[index];
    const text = texts[at] ?? '';
    const { choice, quotes: named } = choices[at] ?? { choice: 'drop', quotes: [] };
    if (!sentence) continue;
    if (choice === 'drop') {
      dropped.push(index);
      const why = 'It names no quote, and none says it.';
      audit.push({ text_id: textId, what: 'removed', why, before: text, after: null });
    } else if (choice === 'link') {
      sentences[index] = { ...sentence, kind: 'link' };
    } else {
      const kind = choice === 'inference' ? 'inference' : 'finding';
      sentences[index] = { ...sentence, kind, quotes: named };
      const why = `It named no quote; it rests on ${named.map((number) => `q${number}`).join(', ')}.`;
      audit.push({ text_id: textId, what: 'matched', why, before: text, after: text });
    }
  }
  return { draft: { ...draft, sentences }, dropped, isByCode, audit };
}

async function byWriter(
  desk: Desk,
  given: {
    texts: readonly string[];
    proposals: readonly (readonly Quote[])[];
    quotes: readonly Quote[];
    question: string;
    /** What code would choose, for sentences that the writer passes over. */
    choose: (at: number) => Choice;
  },
): Promise<Choice[]> {
  const { texts, proposals, quotes, question, choose } = given;
  const shown = new Set(proposals.flat());
  const listed = texts.map((text, at) => {
    const near = proposals[at]?.map(({ number }) => `q${number}`).join(', ');
    return `${at + 1}: ${text.replace(/\s+/g, ' ')}${near ? ` (perhaps ${near})` : ''}`;
  });
  const answer = await askModel(desk, {
    role: 'writer',
    prompt: prompts['ask-back'],
    text: `Question:\n<question>\n${question}\n</question>\n\nSentences:\n${listed.join('\n')}\n\nQuotes:\n${describeQuotes(quotes.filter((quote) => shown.has(quote)))}`,
    schema: Answer,
    parseText: parseAnswer,
  });
  const known = new Set(quotes.map(({ number }) => number));
  return texts.map((text, at): Choice => {
    const found = answer.sentences.find(({ sentence }) => sentence === at + 1);
    if (!found) return choose(at);
    const named = [...new Set(found.quotes)].filter((number) => known.has(number));
    if (found.choice === 'drop') return { choice: 'drop', quotes: [] };
    if (found.choice === 'link') return linkOrClaim(text, proposals[at] ?? []);
    if (named.length === 0) return choose(at);
    return { choice: found.choice, quotes: named };
  });
}

/** What states a number or holds most of a quote's words claims something, whatever it was called. */
function linkOrClaim(text: string, proposed: readonly Quote[]): Choice {
  const claims = /\p{N}/u.test(text.replace(/^\s*(?:\d{1,3}[.)]|[-*+])\s/, '')) || tokenize(text).length > 14;
  if (!claims) return { choice: 'link', quotes: [] };
  if (proposed.length === 0) return { choice: 'drop', quotes: [] };
  return { choice: 'inference', quotes: proposed.map(({ number }) => number) };
}

/** A label or a few words that lead to a list, without a number, claim nothing: nobody need be asked. */
const onlyLeadsIn = ({ form }: DraftSentence, text: string): boolean =>
  form === 'lead-in' && !/\p{N}/u.test(text) && tokenize(text).length <= longestLabel;

/** A lead-in is a link; what the best quote plainly says is a finding; the rest goes. */
function choiceByCode(text: string, proposed: readonly Quote[], sentence: DraftSentence | undefined): Choice {
  if (sentence?.form === 'lead-in' && !/\p{N}/u.test(text)) return { choice: 'link', quotes: [] };
  const [best] = proposed;
  if (!best) return { choice: 'drop', quotes: [] };
  const { verdict } = checkClaim({
    claim: text,
    quotes: [{ text: best.text, heading: best.heading.join('\n') }],
  });
  return verdict === 'supported'
    ? { choice: 'quote', quotes: [best.number] }
    : { choice: 'drop', quotes: [] };
}

/** Reads choices that a model wrote as JSON, or as lines `3: quote q7, q9` and `5: link`. */
function parseAnswer(text: string): unknown {
  const json = parseJson(text);
  if (json !== undefined) return json;
  const sentences = text.split('\n').flatMap((line) => {
    const [, sentence, choice, rest = ''] =
      /^\W*(\d+)\W+(quote|inference|link|drop)s?\b(.*)$/i.exec(line) ?? [];
    const quotes = (rest.match(/\d+/g) ?? []).map(Number);
    return sentence && choice ? [{ sentence: Number(sentence), choice: choice.toLowerCase(), quotes }] : [];
  });
  return sentences.length > 0 ? { sentences } : undefined;
}
