import { loadDraft } from '#lib/evidence.ts';
import { decompose } from '#lib/research/decompose.ts';
import { presets, ResearchInput, ResearchResult } from '#lib/schema/job.ts';
import { Report } from '#lib/schema/report.ts';
import { Verdict } from '#lib/schema/verdict.ts';
import { chooseSources } from '../choose-sources.ts';
import { defineJob } from '../define-job.ts';
import { gatherAll } from '../gather-all.ts';
import { checkPictures, lookAtPictures } from '../look-at-pictures.ts';
import { takeQuotes } from '../take-quotes.ts';
import { judgeReport, writeReport } from '../write-report.ts';

const partialReasons = {
  time: 'The time for searching was over; this is what was found until then.',
  request: 'Finished early on request; this is what was found until then.',
};

/**
 * Research: plan, gather (sub-questions and sources side by side, then again for what is missing), take quotes, write
 * from quotes only, judge what was written. Stages hand each other ids; texts stay in the database.
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
    const question = input.query;
    const { breadth, depth } = presets[input.preset];
    const planned = await stage(
      'decompose',
      { phase: 'decompose', label: 'Plan the question', progress: 0.02 },
      async ({ signal, tell, model }) => {
        const plan = await decompose({ question, breadth, model: model('planner'), signal });
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
      takeQuotes(context, { question, plan }),
    );
    await stage('synthesize', { phase: 'synthesize', label: 'Write the report', progress: 0.7 }, (context) =>
      writeReport(context, { question, plan }),
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
