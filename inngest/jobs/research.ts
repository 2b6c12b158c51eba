import { chooseSources } from '#inngest/steps/choose-sources.ts';
import { checkPictures, lookAtPictures } from '#inngest/steps/look-at-pictures.ts';
import { planDays } from '#inngest/steps/plan-days.ts';
import { recallEvidence, recallLabel } from '#inngest/steps/recall-evidence.ts';
import { partialBecause, researchDesk } from '#inngest/steps/research-desk.ts';
import { loadDraft } from '#lib/evidence/evidence.ts';
import { presets, ResearchInput, ResearchResult } from '#lib/job-types/research/schema.ts';
import { earlierWords } from '#lib/research/earlier-words.ts';
import { promptVersions } from '#lib/research/prompts/index.ts';
import { research as runResearch } from '#lib/research/research.ts';
import { Audit } from '#lib/schema/audit.ts';
import { Report } from '#lib/schema/report.ts';
import { Verdict } from '#lib/schema/verdict.ts';
import { defineJob } from '../define-job.ts';

/**
 * Research as durable steps: recall what earlier jobs have read where it goes on with them, then the pipeline of
 * `lib/research`. Stages hand each other ids; texts stay in the database.
 */
export const research = defineJob({
  type: 'research',
  input: ResearchInput,
  output: ResearchResult,
  overtimeSeconds: 25,
  check: ({ sources, images }) => {
    chooseSources(sources);
    checkPictures(images);
  },
  async run({ jobId, input, budget, stage, approval }) {
    const { query: question, conversation = [], evidence_from: jobIds } = input;
    if (jobIds) {
      const earlier = earlierWords({ question, conversation });
      await stage('recall', { phase: 'decompose', label: recallLabel, progress: 0.01 }, (context) =>
        recallEvidence(context, { jobIds, question, earlier }),
      );
    }
    const { plan, early, stopped } = await runResearch(
      {
        question,
        conversation,
        effort: presets[input.preset],
        caps: { pages: budget?.pages, searches: budget?.searches },
        sourceIds: input.sources ?? null,
        filters: input.search,
        days: (now) => planDays(question, { sourceIds: input.sources, now, conversation }) ?? null,
        beside: (plan) => lookAtPictures({ stage, question, plan, images: input.images }),
      },
      {
        stage: (name, options, work) => stage(name, options, (context) => work(researchDesk(context))),
        ...(input.approve_plan && { approval }),
      },
    );
    return async (context) => ({
      plan,
      report: Report.parse(await loadDraft(context.db, { jobId, name: 'report' })),
      verdict: Verdict.nullable().parse(await loadDraft(context.db, { jobId, name: 'verdict' })),
      audit: Audit.parse(await loadDraft(context.db, { jobId, name: 'audit' })),
      stopped,
      prompts: promptVersions(),
      partial: await partialBecause(early, context),
    });
  },
});
