import { chooseSources } from '#inngest/steps/choose-sources.ts';
import { gatherAll } from '#inngest/steps/gather-all.ts';
import { checkPictures, lookAtPictures } from '#inngest/steps/look-at-pictures.ts';
import { planDays } from '#inngest/steps/plan-days.ts';
import { recallEvidence, recallLabel } from '#inngest/steps/recall-evidence.ts';
import { takeQuotes } from '#inngest/steps/take-quotes.ts';
import { judgeReport, writeReport } from '#inngest/steps/write-report.ts';
import { loadDraft } from '#lib/evidence/evidence.ts';
import { presets, ResearchInput, ResearchResult } from '#lib/job-types/research/schema.ts';
import { decompose } from '#lib/research/decompose.ts';
import { earlierWords } from '#lib/research/earlier-words.ts';
import { Report } from '#lib/schema/report.ts';
import { Verdict } from '#lib/schema/verdict.ts';
import { defineJob } from '../define-job.ts';

const partialReasons = {
  time: 'The time for searching was over; this is what was found until then.',
  request: 'Finished early on request; this is what was found until then.',
};

/**
 * Research: recall what earlier jobs have read where it goes on with them, plan, gather (sub-questions and sources side
 * by side, then again for what is missing), take quotes, write from quotes only, judge what was written. Stages hand
 * each other ids; texts stay in the database.
 */
export const research = defineJob({
  type: 'research',
  input: ResearchInput,
  output: ResearchResult,
  check: ({ sources, images }) => {
    chooseSources(sources);
    checkPictures(images);
  },
  async run({ jobId, input, stage, approval }) {
    const { query: question, conversation = [], evidence_from: jobIds } = input;
    const { breadth, depth } = presets[input.preset];
    const earlier = earlierWords({ question, conversation });
    if (jobIds) {
      await stage('recall', { phase: 'decompose', label: recallLabel, progress: 0.01 }, (context) =>
        recallEvidence(context, { jobIds, question, earlier }),
      );
    }
    const planned = await stage(
      'decompose',
      { phase: 'decompose', label: 'Plan the question', progress: 0.02 },
      async ({ signal, tell, model, startedAt }) => {
        const parts = await decompose({ question, conversation, breadth, model: model('planner'), signal });
        const days = planDays(question, { sourceIds: input.sources, now: startedAt });
        const plan = { ...parts, ...(days && { time_range: days }) };
        await tell('plan', { type: 'plan-created', plan });
        return { plan, sourceIds: chooseSources(input.sources).map(({ id }) => id) };
      },
    );
    const plan = input.approve_plan ? await approval(planned.plan) : planned.plan;
    const [early] = await Promise.all([
      gatherAll({ stage, plan, sourceIds: planned.sourceIds, depth }),
      lookAtPictures({ stage, question, plan, images: input.images }),
    ]);
    await stage('extract', { phase: 'extract', label: 'Take quotes', progress: 0.6 }, (context) =>
      takeQuotes(context, { question, plan, earlier }),
    );
    await stage('synthesize', { phase: 'synthesize', label: 'Write the report', progress: 0.7 }, (context) =>
      writeReport(context, { question, conversation, plan }),
    );
    await stage('judge', { phase: 'judge', label: 'Judge the report', progress: 0.85 }, (context) =>
      judgeReport(context, { question, plan }),
    );
    return async ({ db }) => ({
      plan,
      report: Report.parse(await loadDraft(db, { jobId, name: 'report' })),
      verdict: Verdict.parse(await loadDraft(db, { jobId, name: 'verdict' })),
      partial: early && { reason: partialReasons[early] },
    });
  },
});
