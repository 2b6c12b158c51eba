import { z } from 'zod';
import { ReviewState } from '#lib/schema/event.ts';
import type { Plan, SubQuestion } from '#lib/schema/plan.ts';
import type { Quote } from '#lib/schema/quote.ts';
import { clip } from '#lib/text/clip.ts';
import { askModel } from '../ask-model.ts';
import { describeNotes, describeTask } from '../describe-task.ts';
import type { EvidencePage } from '../evidence-page.ts';
import { findGaps } from '../find-gaps.ts';
import { parseJson } from '../parse-json.ts';
import type { Desk } from '../ports.ts';
import { prompts } from '../prompts/index.ts';
import type { Search } from '../queries-for.ts';
import { withStandIn } from '../stand-in.ts';

const Review = z.object({
  sub_questions: z
    .array(
      z.object({
        sub_question: z.coerce.number().int(),
        state: ReviewState.catch('thin'),
        reason: z.string().catch(''),
        queries: z.array(z.string().min(1).max(1000)).catch([]),
      }),
    )
    .max(40),
  new_sub_questions: z
    .array(
      z.object({
        question: z.string().min(1).max(1000),
        queries: z.array(z.string().min(1).max(1000)).min(1),
        expects: z.string().max(1000).catch(''),
      }),
    )
    .catch([]),
  enough: z.boolean().catch(false),
});

/** What comes next: more to search for, or why searching ends. `added` are sub-questions that the notes gave rise to. */
export type NextRound = { searches: Search[]; added: SubQuestion[]; stop: string | null };

/**
 * Looks over what was noted and decides by it whether, and for what, to search again. It ends for a reason: enough,
 * nothing new, or nothing left to ask.
 */
export async function reviewRound(
  desk: Desk,
  given: {
    question: string;
    plan: Plan;
    round: number;
    isLast: boolean;
    /** Quotes that this round has added, and queries that were asked before. */
    fresh: number;
    asked: readonly string[];
    mayAdd: number;
    pages: () => Promise<EvidencePage[]>;
  },
): Promise<NextRound> {
  const { plan, round } = given;
  const notes = await desk.store.notes();
  const isByWords = desk.isBuiltIn('planner') || desk.isBuiltIn('reader');
  if (given.isLast) {
    const stop = 'all rounds of searching are done';
    const states = isByWords ? (await byWords(given)).states : statesOf(plan, notes);
    await desk.tell(`review:${round}`, { type: 'review', round, states, stop });
    return { searches: [], added: [], stop };
  }
  const decided = isByWords
    ? await byWords(given)
    : await withStandIn(desk, {
        what: 'The search was looked over',
        timed: 'read',
        work: (until) => byModel(desk, { ...given, notes, until }),
        instead: () => byWords(given),
      });
  const { stop } = decided;
  const states = decided.states.length > 0 ? decided.states : statesOf(plan, notes);
  await desk.tell(`review:${round}`, { type: 'review', round, states, stop });
  return { searches: stop ? [] : decided.searches, added: stop ? [] : decided.added, stop };
}

type States = { sub_question: number; state: ReviewState; reason: string }[];
type Decided = NextRound & { states: States };

async function byModel(
  desk: Desk,
  given: {
    question: string;
    plan: Plan;
    notes: readonly Quote[];
    round: number;
    fresh: number;
    asked: readonly string[];
    mayAdd: number;
    until: AbortSignal;
  },
): Promise<Decided> {
  const { question, plan, notes, asked, mayAdd, fresh, round } = given;
  const review = await askModel(desk, {
    role: 'planner',
    prompt: prompts.review,
    text: [
      describeTask({ now: desk.now(), question, plan }),
      `Asked so far:\n${asked.map((query) => `- ${query}`).join('\n')}`,
      `Notes (round ${round} brought ${fresh} of them):\n${describeNotes(notes) || '(none)'}`,
      `At most ${mayAdd} new sub-questions.`,
    ].join('\n\n'),
    schema: Review,
    parseText: parseReview,
    until: given.until,
  });
  const known = new Set(asked.map(normal));
  const fresher = (queries: readonly string[]) =>
    queries.filter((query) => !known.has(normal(query))).slice(0, 3);
  const states = review.sub_questions.flatMap(({ sub_question, state, reason }) =>
    plan.sub_questions[sub_question - 1]
      ? [{ sub_question: sub_question - 1, state, reason: clip(reason, 300) }]
      : [],
  );
  const searches = review.sub_questions.flatMap(({ sub_question, state, queries }): Search[] => {
    const next = fresher(queries);
    if (state === 'answered' || next.length === 0 || !plan.sub_questions[sub_question - 1]) return [];
    return [{ sub_question: sub_question - 1, queries: next }];
  });
  const added = review.new_sub_questions.slice(0, mayAdd).flatMap(({ queries, ...part }): SubQuestion[] => {
    const next = fresher(queries);
    return next.length > 0 ? [{ ...part, queries: next }] : [];
  });
  const more = [
    ...searches,
    ...added.map(({ queries }, at) => ({ sub_question: plan.sub_questions.length + at, queries })),
  ];
  if (review.enough) return { searches: [], added: [], stop: 'enough was found', states };
  if (fresh === 0 && round > 1)
    return { searches: [], added: [], stop: 'the last round brought nothing new', states };
  if (more.length === 0) return { searches: [], added: [], stop: 'there is nothing left to ask', states };
  return { searches: more, added, stop: null, states };
}

/**
 * Keyless: the words of a sub-question that its best sections do not hold are asked for once more. That its words were
 * found does not say that it is answered, so no state does.
 */
async function byWords(given: {
  plan: Plan;
  asked: readonly string[];
  pages: () => Promise<EvidencePage[]>;
}): Promise<Decided> {
  const gaps = findGaps({ plan: given.plan, pages: await given.pages(), asked: given.asked });
  const searches = gaps.map(({ sub_question, queries }) => ({ sub_question, queries }));
  const stop = searches.length > 0 ? null : noMoreWords;
  const states = given.plan.sub_questions.map((_, sub_question) => {
    const gap = gaps.find((gap) => gap.sub_question === sub_question);
    return {
      sub_question,
      state: 'thin' as const,
      reason: gap ? `not found yet: ${gap.missing.join(', ')}` : 'its words stand in pages that were read',
    };
  });
  return { searches, added: [], stop, states };
}

const noMoreWords = 'there are no more words to search for';

function statesOf(plan: Plan, notes: readonly Quote[]): States {
  return plan.sub_questions.map((_, sub_question) => {
    const count = notes.filter((note) => note.sub_question === sub_question).length;
    return { sub_question, state: count > 1 ? 'answered' : count === 1 ? 'thin' : 'open', reason: '' };
  });
}

/** Reads a review that a model wrote as JSON, or as lines `1: thin, reason | query | query` and `enough: no`. */
function parseReview(text: string): unknown {
  const json = parseJson(text);
  if (json !== undefined) return json;
  const sub_questions = text.split('\n').flatMap((line) => {
    const [, number, state, rest = ''] =
      /^\s*(?:sub-question\s+)?(\d+)\s*[:.]\s*(answered|thin|contradicted|open)\b\W*(.*)$/i.exec(line) ?? [];
    if (!number || !state) return [];
    const [reason = '', ...queries] = rest.split('|').map((field) => field.trim());
    return [
      { sub_question: Number(number), state: state.toLowerCase(), reason, queries: queries.filter(Boolean) },
    ];
  });
  if (sub_questions.length === 0) return undefined;
  return { sub_questions, new_sub_questions: [], enough: /\benough\s*:\s*(?:yes|true)/i.test(text) };
}

const normal = (query: string) => query.toLowerCase().replace(/\s+/g, ' ').trim();
