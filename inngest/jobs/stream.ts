import { chooseSources } from '#inngest/steps/choose-sources.ts';
import { recallEvidence, recallLabel } from '#inngest/steps/recall-evidence.ts';
import { partialBecause, researchDesk } from '#inngest/steps/research-desk.ts';
import { StoredAnswer, streamAnswer } from '#inngest/steps/write-answer.ts';
import { loadDraft } from '#lib/evidence/evidence.ts';
import { presets } from '#lib/job-types/research/schema.ts';
import { StreamInput, StreamResult } from '#lib/job-types/stream/schema.ts';
import { earlierWords, spellOut } from '#lib/research/earlier-words.ts';
import { evidenceAnswers, planOf } from '#lib/research/evidence-answers.ts';
import { rankEvidence } from '#lib/research/rank-evidence.ts';
import { research } from '#lib/research/research.ts';
import { type GivenText, type PromptMessage, splitPrompt } from '#lib/research/split-prompt.ts';
import { pointsBack } from '#lib/research/stands-alone.ts';
import type { Budget } from '#lib/schema/budget.ts';
import type { Plan } from '#lib/schema/plan.ts';
import { Report } from '#lib/schema/report.ts';
import { runtime } from '#lib/server/runtime.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import { defineJob, type JobRun } from '../define-job.ts';
import type { Stage, StageContext } from '../stage.ts';

/** What built-in and other models need to have there of a question, to answer it from an earlier job's pages alone. */
const enoughEvidence = { builtIn: 0.75, model: 0.5 };

/**
 * Answers a prompt or a chat word by word. What goes on with earlier jobs is answered from the pages that they have
 * read, with citations, where these say enough. Else a gateway's model writes what it likes; without one, a text that
 * was handed over is worked on, and a bare question is answered from own documents: so too where the budget is used up
 * before a model has written anything. What names uploads is answered from them, with citations, by whatever model. Which of them is decided once, in the first step, so that a run that goes on
 * later goes on the same way.
 */
export const stream = defineJob({
  type: 'stream',
  input: StreamInput,
  output: StreamResult,
  overtimeSeconds: 15,
  check: ({ documents }) => {
    if (documents) chooseSources(['documents']);
  },
  async run({ input, budget, stage }) {
    const jobIds = input.evidence_from;
    const decided =
      jobIds && !input.documents && !readPrompt(input).given
        ? await stage('recall', { phase: 'gather', label: recallLabel, progress: 0.02 }, (context) =>
            recall(context, { input, jobIds }),
          )
        : await stage(
            'decide',
            { phase: 'decompose', label: 'Choose how to answer', progress: 0.02 },
            async () => decide(input),
          );
    if (decided.way === 'research') return researchAnswer(stage, { ...decided, input, budget });
    const label = decided.way === 'text' ? 'Work on the text' : 'Write the answer';
    const { isSpent } = await stage('write', { phase: 'synthesize', label, progress: 0.1 }, (context) =>
      streamAnswer(context, { messages: messagesOf(input), ...taskOf(input) }),
    );
    if (isSpent) {
      const asked = { question: readPrompt(input).question, plan: null, sourceIds: ownDocuments() };
      return researchAnswer(stage, { way: 'research', ...asked, input, budget });
    }
    return async ({ db, jobId }) => {
      const answer = StoredAnswer.parse(await loadDraft(db, { jobId, name: 'answer' }));
      return { ...answer, report: null };
    };
  },
});

/** A plan that is there needs no search. */
type Research = { way: 'research'; question: string; plan: Plan | null; sourceIds: string[] };
type Decision = { way: 'model' } | { way: 'text' } | Research;

function decide(input: StreamInput): Decision {
  if (!runtime().models.isBuiltIn && !input.documents) return { way: 'model' };
  const { question, given } = readPrompt(input);
  if (given && !input.documents) return { way: 'text' };
  // Beside uploads what is asked counts, whatever text stands there too.
  const asked = given?.task.trim() ? given.task : question;
  return { way: 'research', question: asked, plan: null, sourceIds: ownDocuments() };
}

/** Reads what earlier jobs have read; where that does not answer, own documents are searched beside it. */
async function recall(
  context: StageContext,
  { input, jobIds }: { input: StreamInput; jobIds: readonly string[] },
): Promise<Decision> {
  const { isBuiltIn } = runtime().models;
  const conversation = conversationOf(input);
  const question = spellOut({ question: readPrompt(input).question, conversation });
  const earlier = earlierWords({ question, conversation });
  await recallEvidence(context, { jobIds, question, earlier });
  const pages = rankEvidence(await researchDesk(context).store.pages());
  const enough = isBuiltIn ? enoughEvidence.builtIn : enoughEvidence.model;
  // Where looking costs nothing, pages of before answer alone only what is asked of what was said.
  const isOfThem = !isBuiltIn || pointsBack(question) || tokenize(question).length === 0;
  const answers = isOfThem && evidenceAnswers({ question, earlier, pages, enough });
  if (!answers && !isBuiltIn) return { way: 'model' };
  if (!answers) return { way: 'research', question, plan: null, sourceIds: ownDocuments() };
  const plan = planOf(question, earlier);
  await context.tell('plan', { type: 'plan-created', plan });
  return { way: 'research', question, plan, sourceIds: [] };
}

/** Where own documents are off, whatever is on. */
function ownDocuments(): string[] {
  const known = runtime().sources.map(({ id }) => id);
  return known.includes('documents') ? ['documents'] : known;
}

const messagesOf = ({ prompt = '', messages }: StreamInput): PromptMessage[] =>
  messages ?? [{ role: 'user', content: prompt }];

/** What goes before the question: how to answer, and what was said. */
const conversationOf = ({ instructions, ...input }: StreamInput): PromptMessage[] => [
  ...(instructions ? [{ role: 'system' as const, content: instructions }] : []),
  ...messagesOf(input).slice(0, -1),
];

const readPrompt = (input: StreamInput) =>
  splitPrompt({ messages: messagesOf(input), instructions: input.instructions });

/** What the built-in model is given to work on; any other model reads the messages. */
function taskOf(input: StreamInput): {
  instructions: string | undefined;
  given: GivenText;
  hasText: boolean;
} {
  const { question, given } = readPrompt(input);
  const { instructions } = input;
  return { instructions, given: given ?? { task: '', text: question }, hasText: given !== null };
}

/** A quick research: one question, one round or none, and a report of quotes that nobody judges as a whole. */
async function researchAnswer(
  stage: Stage,
  { question, plan, sourceIds, input, budget }: Research & { input: StreamInput; budget: Budget | null },
): ReturnType<JobRun<StreamInput, StreamResult>> {
  const { early } = await research(
    {
      question,
      conversation: conversationOf(input),
      // To take a question apart by rule costs nothing, and tells which part has no answer.
      effort: { ...presets.quick, ...(!runtime().models.isBuiltIn && { breadth: 1 }) },
      caps: { pages: budget?.pages, searches: budget?.searches },
      sourceIds,
      plan: plan ?? undefined,
      unjudged: true,
    },
    { stage: (name, options, work) => stage(name, options, (context) => work(researchDesk(context))) },
  );
  return async (context) => {
    const { db, jobId, modelName } = context;
    const report = Report.parse(await loadDraft(db, { jobId, name: 'report' }));
    const model = modelName('writer');
    const partial = await partialBecause(early, context);
    return { text: report.markdown, model, finish_reason: 'stop', report, partial };
  };
}
