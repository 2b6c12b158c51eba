import { builtInModel } from '#lib/models/built-in/built-in-model.ts';
import type { ChatMessage } from '#lib/schema/chat-message.ts';
import { Plan } from '#lib/schema/plan.ts';
import { clip } from '#lib/text/clip.ts';
import { detectLanguage } from '#lib/text/language.ts';
import { askModel } from '../ask-model.ts';
import { decompose } from '../decompose.ts';
import { describeTask } from '../describe-task.ts';
import { parsePlan } from '../parse-plan.ts';
import type { Desk } from '../ports.ts';
import { prompts } from '../prompts/index.ts';
import { findRespelled, respell } from '../respell.ts';
import { withStandIn } from '../stand-in.ts';

/**
 * Splits a question into at most `breadth` sub-questions with their queries, with a brief where a model plans. A model
 * that cannot be reached at all ends the job here, before anything was searched; one that answers nothing usable does
 * not.
 */
export async function makePlan(
  desk: Desk,
  {
    question,
    conversation,
    breadth,
    sourceIds,
  }: {
    question: string;
    conversation: readonly ChatMessage[];
    breadth: number;
    sourceIds: readonly string[] | null;
  },
): Promise<Plan> {
  const bySplitting = async (): Promise<Plan> => {
    const respelled = await findRespelled(desk, { question, sourceIds });
    const read = respell(question, respelled);
    const given = { conversation, breadth, model: builtInModel, signal: desk.signal };
    const plan = await decompose({ question: read, ...given });
    if (respelled.length === 0) return plan;
    // Other sources may know the word as it is written.
    const parts = plan.sub_questions.map(({ queries, ...part }) => ({
      ...part,
      queries: [...queries.slice(0, 4), clip(question, 1000)],
    }));
    return { sub_questions: parts, respelled };
  };
  if (desk.isBuiltIn('planner')) return bySplitting();
  const plan = await withStandIn(desk, {
    what: 'The plan was made',
    needsModel: true,
    timed: 'plan',
    work: (until) =>
      askModel(desk, {
        role: 'planner',
        prompt: prompts.plan,
        text: [
          describeTask({ now: desk.now(), question, conversation }),
          describeSpecial(desk.sources),
          `At most ${breadth} parts.`,
        ]
          .filter(Boolean)
          .join('\n\n'),
        schema: Plan.omit({ time_range: true }),
        parseText: parsePlan,
        until,
      }),
    instead: bySplitting,
  });
  const language = detectLanguage(question) ?? 'en';
  const brief = plan.brief ?? { kind: 'overview', length: 'medium', pitfalls: '', language };
  return { ...plan, brief, sub_questions: plan.sub_questions.slice(0, breadth) };
}

/** The sources that a planner chooses from; all others are asked anyway. */
function describeSpecial(sources: Desk['sources']): string {
  const special = sources.flatMap(({ id, suits }) =>
    suits && suits !== 'times' ? [`- ${id}: ${suits.goodFor}`] : [],
  );
  return special.length > 0 ? ['Special sources:', ...special].join('\n') : '';
}
