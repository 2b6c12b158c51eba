import { chooseSources } from '#inngest/steps/choose-sources.ts';
import { checkPictures, lookAtPictures } from '#inngest/steps/look-at-pictures.ts';
import { planDays } from '#inngest/steps/plan-days.ts';
import { recallEvidence, recallLabel } from '#inngest/steps/recall-evidence.ts';
import { partialBecause, researchDesk } from '#inngest/steps/research-desk.ts';
import { AppError } from '#lib/errors.ts';
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
  check: ({ sources, images, documents }) => {
    chooseSources(sourcesOf({ sources, documents }));
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
        sourceIds: sourcesOf(input) ?? null,
        filters: input.search,
        days: (now) => planDays(question, { sourceIds: sourcesOf(input), now, conversation }) ?? null,
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

/** The sources that are asked: where uploads are named, own documents alone unless others are named too. */
function sourcesOf({
  sources,
  documents,
}: Pick<ResearchInput, 'sources' | 'documents'>): string[] | undefined {
  if (!documents) return sources;
  if (sources && !sources.includes('documents'))
    throw new AppError(
      'invalid_request',
      'input_data.sources: name "documents" too, or leave out the documents.',
    );
  return sources ?? ['documents'];
}
