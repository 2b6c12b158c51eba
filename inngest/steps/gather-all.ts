import type { Stage, StageContext } from '#inngest/stage.ts';
import { findGaps } from '#lib/research/find-gaps.ts';
import type { Plan } from '#lib/schema/plan.ts';
import { chooseSources } from './choose-sources.ts';
import { gatherSource } from './gather-source.ts';
import { loadEvidencePages } from './load-evidence-pages.ts';

type Search = { subQuestion: number; queries: string[] };

/** Why a search ended before it was through: the time for it was over, or somebody asked to finish. */
export type EndedEarly = 'time' | 'request' | null;

/**
 * Searches in rounds, sub-questions and sources side by side, each round for what the one before left unanswered.
 * Every source and sub-question is a step of its own.
 */
export async function gatherAll({
  stage,
  plan,
  sourceIds,
  depth,
}: {
  stage: Stage;
  plan: Plan;
  sourceIds: readonly string[];
  depth: number;
}): Promise<EndedEarly> {
  let searches: Search[] = plan.sub_questions.map(({ queries }, subQuestion) => ({ subQuestion, queries }));
  const asked = plan.sub_questions.flatMap(({ queries }) => queries);
  for (let round = 1; ; round += 1) {
    const progress = 0.1 + (0.4 * (round - 1)) / depth;
    await Promise.all(
      searches.flatMap(({ subQuestion, queries }) =>
        sourcesFor({ plan, sourceIds, round }).map((source) => {
          const label = `Search ${source.name}: ${plan.sub_questions[subQuestion]?.question}`;
          const name = `gather:${round}:${subQuestion + 1}:${source.id}`;
          const asks = { source_id: source.id, sub_question: subQuestion };
          return stage(name, { phase: 'gather', label, progress, asks }, (context) =>
            gatherSource(context, {
              source,
              subQuestion,
              queries,
              timeRange: plan.time_range,
              until: gatherEnd(context),
            }),
          );
        }),
      ),
    );
    const label = 'Look for what is missing';
    const { next, early } = await stage(`gaps:${round}`, { phase: 'gather', label, progress }, (context) =>
      lookForGaps(context, { plan, asked, isLast: round >= depth }),
    );
    if (early || next.length === 0) return early;
    asked.push(...next.flatMap(({ queries }) => queries));
    searches = next;
  }
}

/** A source that knows times is asked once, and only when the plan names a span of time. */
function sourcesFor({ plan, sourceIds, round }: { plan: Plan; sourceIds: readonly string[]; round: number }) {
  return chooseSources(sourceIds).filter(
    ({ suits }) => suits !== 'times' || (plan.time_range && round === 1),
  );
}

async function lookForGaps(
  context: StageContext,
  { plan, asked, isLast }: { plan: Plan; asked: readonly string[]; isLast: boolean },
): Promise<{ next: Search[]; early: EndedEarly }> {
  if (context.finishing.aborted) return { next: [], early: 'request' };
  const end = gatherEnd(context);
  if (end && Date.now() > end.getTime()) return { next: [], early: 'time' };
  if (isLast) return { next: [], early: null };
  const gaps = findGaps({ plan, pages: await loadEvidencePages(context.db, context.jobId), asked });
  return {
    next: gaps.map(({ sub_question, queries }) => ({ subQuestion: sub_question, queries })),
    early: null,
  };
}

/** Searching ends early enough that two fifths of the time are left for reading, writing and judging. */
function gatherEnd({ startedAt, deadlineAt }: StageContext): Date | null {
  if (!deadlineAt) return null;
  return new Date(startedAt.getTime() + 0.6 * (deadlineAt.getTime() - startedAt.getTime()));
}
