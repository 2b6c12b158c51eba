import { loadDraft } from '#lib/evidence.ts';
import { decompose } from '#lib/research/decompose.ts';
import { type GivenText, type PromptMessage, splitPrompt } from '#lib/research/split-prompt.ts';
import { Report } from '#lib/schema/report.ts';
import { StreamInput, StreamResult } from '#lib/schema/stream-job.ts';
import { defineJob, type JobRun } from '../define-job.ts';
import { type EndedEarly, gatherAll } from '../gather-all.ts';
import { runtime } from '../runtime.ts';
import type { Stage, StageContext } from '../stage.ts';
import { takeQuotes } from '../take-quotes.ts';
import { StoredAnswer, streamAnswer } from '../write-answer.ts';
import { writeReport } from '../write-report.ts';

/**
 * Answers a prompt or a chat word by word. A gateway's model writes what it likes; without one, a text that was handed
 * over is worked on, and a bare question is answered from own documents, with citations. Which of them is decided
 * once, in the first step, so that a run that goes on later goes on the same way.
 */
export const stream = defineJob({
  type: 'stream',
  input: StreamInput,
  output: StreamResult,
  async run({ input, stage }) {
    const decided = await stage(
      'decide',
      { phase: 'decompose', label: 'Choose how to answer', progress: 0.02 },
      async () => decide(input),
    );
    if (decided.way === 'research') return researchAnswer(stage, decided);
    const label = decided.way === 'text' ? 'Work on the text' : 'Write the answer';
    await stage('write', { phase: 'synthesize', label, progress: 0.1 }, (context) =>
      streamAnswer(context, { messages: messagesOf(input), ...taskOf(input) }),
    );
    return async ({ db, jobId }) => {
      const answer = StoredAnswer.parse(await loadDraft(db, { jobId, name: 'answer' }));
      return { ...answer, report: null, partial: null };
    };
  },
});

type Research = { way: 'research'; question: string; sourceIds: string[] };
type Decision = { way: 'model' } | { way: 'text' } | Research;

function decide(input: StreamInput): Decision {
  const { models, sources } = runtime();
  if (!models.isBuiltIn) return { way: 'model' };
  const { question, given } = splitPrompt({ messages: messagesOf(input), instructions: input.instructions });
  if (given) return { way: 'text' };
  const known = sources.map(({ id }) => id);
  return { way: 'research', question, sourceIds: known.includes('documents') ? ['documents'] : known };
}

const messagesOf = ({ prompt = '', messages }: StreamInput): PromptMessage[] =>
  messages ?? [{ role: 'user', content: prompt }];

/** What the built-in model is given to work on; any other model reads the messages. */
function taskOf(input: StreamInput): { instructions: string | undefined; given: GivenText } {
  const { instructions } = input;
  const { question, given } = splitPrompt({ messages: messagesOf(input), instructions });
  return { instructions, given: given ?? { task: '', text: question } };
}

/** A quick research: one question, one round, and a report of quotes without a verdict. */
async function researchAnswer(
  stage: Stage,
  { question, sourceIds }: Research,
): ReturnType<JobRun<StreamInput, StreamResult>> {
  const plan = await stage(
    'plan',
    { phase: 'decompose', label: 'Plan the question', progress: 0.05 },
    (context) => planOnce(context, question),
  );
  const early = await gatherAll({ stage, plan, sourceIds, depth: 1 });
  await stage('extract', { phase: 'extract', label: 'Take quotes', progress: 0.6 }, (context) =>
    takeQuotes(context, { question, plan }),
  );
  await stage('synthesize', { phase: 'synthesize', label: 'Write the answer', progress: 0.7 }, (context) =>
    writeReport(context, { question, plan }),
  );
  return async ({ db, jobId, modelName }) => {
    const report = Report.parse(await loadDraft(db, { jobId, name: 'report' }));
    const model = modelName('writer');
    return { text: report.markdown, model, finish_reason: 'stop', report, partial: partialBecause(early) };
  };
}

async function planOnce({ model, signal, tell }: StageContext, question: string) {
  const plan = await decompose({ question, breadth: 1, model: model('planner'), signal });
  await tell('plan', { type: 'plan-created', plan });
  return plan;
}

function partialBecause(early: EndedEarly): StreamResult['partial'] {
  if (early === null) return null;
  const why = early === 'time' ? 'The time for searching was over' : 'Finished early on request';
  return { reason: `${why}; this is what was found until then.` };
}
