import { z } from 'zod';
import { type AppError, isAppError } from '#lib/errors.ts';
import { asSentence } from '#lib/schema/as-sentence.ts';
import type { Quote } from '#lib/schema/quote.ts';
import { ClaimVerdict } from '#lib/schema/verdict.ts';
import { clip } from '#lib/text/clip.ts';
import { askModel } from '../ask-model.ts';
import { checkAgainstQuotes } from '../check-claim/check-against-quotes.ts';
import { chunk } from '../chunk.ts';
import { parseJson } from '../parse-json.ts';
import type { Desk, StoredPage } from '../ports.ts';
import { prompts } from '../prompts/index.ts';
import { isModelFault, isUnusable } from '../stand-in.ts';

/** A claim as it is checked: its words without marks, whether it is concluded, and what it rests on. */
export type CheckedClaim = {
  text: string;
  /** As a model is asked about it: a row of a table with the names of its columns. */
  told?: string;
  kind: 'finding' | 'inference';
  quotes: readonly Quote[];
};
export type Outcome = { verdict: ClaimVerdict; reason: string; by: 'code' | 'model' };

const batchSize = 12;
/** Beside a quote, in UTF-16 units on each side. */
const linesAround = 300;
const Answer = z.object({
  claims: z.array(
    z.object({
      claim: z.coerce.number().int(),
      verdict: ClaimVerdict,
      reason: z.string().catch(''),
    }),
  ),
});

/**
 * Checks claims against the quotes that they rest on: by code first, whose faults (another number, date, unit, name, a
 * turned negation) stand whatever a model says; then by the judge in batches of at most twelve. A batch that fails is
 * asked again in halves, then code decides, and says so.
 */
export async function checkClaims(
  desk: Desk,
  claims: readonly CheckedClaim[],
  { pages, language }: { pages: ReadonlyMap<string, StoredPage>; language?: string | undefined },
): Promise<Outcome[]> {
  const byCode = claims.map((claim) => checkByCode(claim, { pages, language }));
  if (desk.isBuiltIn('judge') || desk.closing.aborted) return byCode.map(({ outcome }) => outcome);
  const open = claims.map((_, index) => index).filter((index) => !byCode[index]?.isVeto);
  const faults: AppError[] = [];
  const first = await askAll(desk, { claims, indexes: open, pages, faults });
  const [fault] = faults;
  if (fault && open.some((index) => !first.has(index))) {
    const message = `Sentences were checked without the model: ${asSentence(fault.message)}`;
    await desk.tellOnce(`unchecked:${fault.message}`, { type: 'warning', message });
  }
  // A judge misses some: what it alone supports, and code cannot, is asked a second time.
  const doubted = open.filter(
    (index) => first.get(index)?.verdict === 'supported' && byCode[index]?.outcome.verdict !== 'supported',
  );
  const second = await askAll(desk, { claims, indexes: [...doubted].reverse(), pages, faults });
  return claims.map((_, index) => {
    const code = byCode[index] as CodeCheck;
    if (code.isVeto) return code.outcome;
    const answer = first.get(index);
    if (!answer)
      return {
        ...code.outcome,
        reason: `Checked by code alone, since no model could: ${code.outcome.reason}`,
      };
    const again = second.get(index);
    return again && rank(again.verdict) > rank(answer.verdict) ? again : answer;
  });
}

const rank = (verdict: ClaimVerdict): number =>
  ['supported', 'partly', 'unchecked', 'unsupported', 'contradicted'].indexOf(verdict);

type CodeCheck = { outcome: Outcome; isVeto: boolean };

function checkByCode(
  { text, quotes }: CheckedClaim,
  { pages, language }: { pages: ReadonlyMap<string, StoredPage>; language: string | undefined },
): CodeCheck {
  const sources = [...new Set(quotes.map(({ snapshot_id }) => snapshot_id))].flatMap((snapshot_id) => {
    const page = pages.get(snapshot_id);
    return page ? [{ snapshot_id, text: page.text }] : [];
  });
  const { verdict, faults, reason } = checkAgainstQuotes(text, quotes, { sources, language });
  return { outcome: { verdict, reason, by: 'code' }, isVeto: faults.length > 0 };
}

function around(text: string, { start, end }: Quote): { before: string; after: string } {
  return {
    before: text.slice(Math.max(0, start - linesAround), start),
    after: text.slice(end, end + linesAround),
  };
}

async function askAll(
  desk: Desk,
  given: {
    claims: readonly CheckedClaim[];
    indexes: readonly number[];
    pages: ReadonlyMap<string, StoredPage>;
    /** Gets why batches failed. */
    faults: AppError[];
  },
): Promise<Map<number, Outcome>> {
  const answers = await Promise.all(
    chunk(given.indexes, batchSize).map((batch) => askBatch(desk, { ...given, batch })),
  );
  return new Map(answers.flatMap((answer) => [...answer]));
}

/** Asks one batch; what it passes over, or all of it where it fails, is asked again in halves, down to single claims. */
async function askBatch(
  desk: Desk,
  given: {
    claims: readonly CheckedClaim[];
    batch: readonly number[];
    pages: ReadonlyMap<string, StoredPage>;
    faults: AppError[];
    depth?: number;
  },
): Promise<Map<number, Outcome>> {
  const { claims, batch, pages, depth = 0 } = given;
  const outcomes = new Map<number, Outcome>();
  if (batch.length === 0 || desk.closing.aborted) return outcomes;
  try {
    const answer = await askModel(desk, {
      role: 'judge',
      prompt: prompts.check,
      text: describeClaims({ claims, batch, pages }),
      schema: Answer,
      parseText: parseAnswer,
    });
    for (const { claim, verdict, reason } of answer.claims) {
      const index = batch[claim - 1];
      if (index === undefined || verdict === 'unchecked') continue;
      outcomes.set(index, { verdict, reason: clip(reason, 500), by: 'model' });
    }
  } catch (thrown) {
    desk.signal.throwIfAborted();
    if (!isAppError(thrown) || !isModelFault(thrown)) throw thrown;
    if (!isUnusable(thrown) && desk.comesAgain(thrown)) throw thrown;
    given.faults.push(thrown);
    // What is refused for good, or too long even alone, does not get better in halves.
    if (!thrown.retryable && thrown.code !== 'model_context_exceeded' && thrown.code !== 'model_empty')
      return outcomes;
  }
  const left = batch.filter((index) => !outcomes.has(index));
  if (left.length === 0 || depth >= 3 || (left.length === batch.length && batch.length === 1))
    return outcomes;
  const middle = Math.ceil(left.length / 2);
  const halves = [left.slice(0, middle), left.slice(middle)].filter((half) => half.length > 0);
  for (const half of halves) {
    for (const [index, outcome] of await askBatch(desk, { ...given, batch: half, depth: depth + 1 }))
      outcomes.set(index, outcome);
  }
  return outcomes;
}

function describeClaims({
  claims,
  batch,
  pages,
}: {
  claims: readonly CheckedClaim[];
  batch: readonly number[];
  pages: ReadonlyMap<string, StoredPage>;
}): string {
  const used = new Map(
    batch.flatMap((index) => claims[index]?.quotes ?? []).map((quote) => [quote.number, quote]),
  );
  const quotes = [...used.values()].map((quote) => {
    const { before, after } = around(pages.get(quote.snapshot_id)?.text ?? '', quote);
    const words = [tail(before), `>>>${quote.text}<<<`, head(after)].filter(Boolean).join(' ');
    const from = [quote.title, ...quote.heading.filter((words) => words !== quote.title)].join(' › ');
    return `<quote mark="q${quote.number}" from=${JSON.stringify(from).replaceAll('</', '<\\/')}>\n${words.replaceAll('</quote', '<\\/quote')}\n</quote>`;
  });
  const lines = batch.map((index, at) => {
    const claim = claims[index] as CheckedClaim;
    const rests = claim.quotes.map(({ number }) => `q${number}`).join(', ');
    const kind = claim.kind === 'inference' ? 'inference from' : 'rests on';
    return `claim ${at + 1}: ${(claim.told ?? claim.text).replace(/\s+/g, ' ').trim()} (${kind} ${rests})`;
  });
  return `Claims:\n${lines.join('\n')}\n\nQuotes, each between >>> and <<< with the lines around it:\n${quotes.join('\n')}`;
}

const tail = (text: string) =>
  text
    .slice(-160)
    .replace(/^\S*\s/, '')
    .replace(/\s+/g, ' ')
    .trim();
const head = (text: string) =>
  text
    .slice(0, 160)
    .replace(/\s\S*$/, '')
    .replace(/\s+/g, ' ')
    .trim();

/** Reads verdicts that a model wrote as JSON, or as lines `claim 3: partly, reason`. */
function parseAnswer(text: string): unknown {
  const json = parseJson(text);
  if (json !== undefined) return json;
  const claims = text.split('\n').flatMap((line) => {
    const [, claim, verdict, reason = ''] =
      /\bclaim\s+(\d+)\W+(supported|partly|contradicted|unsupported)\b\W*(.*)$/i.exec(line) ?? [];
    return claim && verdict ? [{ claim: Number(claim), verdict: verdict.toLowerCase(), reason }] : [];
  });
  return claims.length > 0 ? { claims } : undefined;
}
