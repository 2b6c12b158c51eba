import { v7 as uuidv7 } from 'uuid';
import { AppError } from '#lib/errors.ts';
import { loadDraft, loadPages, loadQuotes, saveDraft, saveQuotes } from '#lib/evidence.ts';
import { languageModel } from '#lib/models/language-model.ts';
import { decompose } from '#lib/research/decompose.ts';
import { extract } from '#lib/research/extract.ts';
import { findGaps } from '#lib/research/find-gaps.ts';
import { judge } from '#lib/research/judge.ts';
import { selectPassages } from '#lib/research/select-passages.ts';
import { synthesize } from '#lib/research/synthesize.ts';
import { presets, ResearchInput, ResearchResult } from '#lib/schema/job.ts';
import type { Plan } from '#lib/schema/plan.ts';
import { Report } from '#lib/schema/report.ts';
import { Verdict } from '#lib/schema/verdict.ts';
import { defineJob } from '../define-job.ts';
import { gatherSource } from '../gather-source.ts';
import { loadEvidencePages } from '../load-evidence-pages.ts';
import { runtime } from '../runtime.ts';
import type { Stage, StageContext } from '../stage.ts';
import { openText } from '../text-writer.ts';

type Search = { subQuestion: number; queries: string[] };

/**
 * Research: plan, gather (sub-questions and sources side by side, then again for what is missing), take quotes, write
 * from quotes only, judge what was written. Stages hand each other ids; texts stay in the database.
 */
export const research = defineJob({
  type: 'research',
  input: ResearchInput,
  output: ResearchResult,
  check: ({ sources }) => void chosenSources(sources),
  async run({ jobId, input, stage }) {
    const { breadth, depth } = presets[input.preset];
    const { plan, sourceIds } = await stage(
      'decompose',
      { phase: 'decompose', label: 'Plan the question', progress: 0.02 },
      async ({ signal, tell }) => {
        const plan = await decompose({
          question: input.query,
          breadth,
          model: languageModel('planner'),
          signal,
        });
        await tell('plan', { type: 'plan-created', plan });
        return { plan, sourceIds: chosenSources(input.sources).map(({ id }) => id) };
      },
    );

    const outOfTime = await gatherAll({ stage, plan, sourceIds, depth });

    await stage(
      'extract',
      { phase: 'extract', label: 'Take quotes', progress: 0.6 },
      async ({ db, signal }) => {
        const pages = selectPassages({
          question: input.query,
          plan,
          pages: await loadEvidencePages(db, jobId),
        });
        signal.throwIfAborted();
        const quotes = extract({ plan, pages }).map((quote) => ({ ...quote, id: uuidv7() }));
        await saveQuotes(db, { jobId, quotes });
        return { pages: pages.length, quotes: quotes.length };
      },
    );

    await stage('synthesize', { phase: 'synthesize', label: 'Write the report', progress: 0.7 }, (context) =>
      writeReport(context, { question: input.query, plan }),
    );
    await stage('judge', { phase: 'judge', label: 'Judge the report', progress: 0.85 }, (context) =>
      judgeReport(context, { question: input.query, plan }),
    );

    return async ({ db }) => ({
      plan,
      report: Report.parse(await loadDraft(db, { jobId, name: 'report' })),
      verdict: Verdict.parse(await loadDraft(db, { jobId, name: 'verdict' })),
      partial: outOfTime
        ? { reason: 'The time for searching was over; this is what was found until then.' }
        : null,
    });
  },
});

function chosenSources(ids: string[] | undefined) {
  const { sources } = runtime();
  if (!ids) return sources;
  return ids.map((id) => {
    const source = sources.find((candidate) => candidate.id === id);
    if (source) return source;
    const known = sources.map((candidate) => candidate.id).join(', ');
    throw new AppError(
      'invalid_request',
      `input_data.sources: there is no source "${id}"; there are: ${known}.`,
    );
  });
}

/** Searches in rounds, each for what the one before left unanswered; answers whether time ended it early. */
async function gatherAll({
  stage,
  plan,
  sourceIds,
  depth,
}: {
  stage: Stage;
  plan: Plan;
  sourceIds: string[];
  depth: number;
}): Promise<boolean> {
  let searches: Search[] = plan.sub_questions.map(({ queries }, subQuestion) => ({ subQuestion, queries }));
  const asked = plan.sub_questions.flatMap(({ queries }) => queries);
  for (let round = 1; round <= depth && searches.length > 0; round += 1) {
    const progress = 0.1 + (0.4 * (round - 1)) / depth;
    await Promise.all(
      searches.flatMap(({ subQuestion, queries }) =>
        sourceIds.map((id) => {
          const source = chosenSources([id])[0];
          if (!source) throw new AppError('internal');
          const label = `Search ${source.name}: ${plan.sub_questions[subQuestion]?.question}`;
          return stage(
            `gather:${round}:${subQuestion + 1}:${id}`,
            { phase: 'gather', label, progress },
            (context) => gatherSource(context, { source, subQuestion, queries, until: gatherEnd(context) }),
          );
        }),
      ),
    );
    if (round === depth) break;
    const label = 'Look for what is missing';
    const { next, outOfTime } = await stage(
      `gaps:${round}`,
      { phase: 'gather', label, progress },
      async (context) => {
        const end = gatherEnd(context);
        if (end && Date.now() > end.getTime()) return { next: [], outOfTime: true };
        const gaps = findGaps({ plan, pages: await loadEvidencePages(context.db, context.jobId), asked });
        return {
          next: gaps.map(({ sub_question, queries }) => ({ subQuestion: sub_question, queries })),
          outOfTime: false,
        };
      },
    );
    if (outOfTime) return true;
    asked.push(...next.flatMap(({ queries }) => queries));
    searches = next;
  }
  return false;
}

/** Searching ends early enough that two fifths of the time are left for reading, writing and judging. */
function gatherEnd({ startedAt, deadlineAt }: StageContext): Date | null {
  if (!deadlineAt) return null;
  return new Date(startedAt.getTime() + 0.6 * (deadlineAt.getTime() - startedAt.getTime()));
}

/** Writes the report once: a second try after it was stored only tells what was not told yet. */
async function writeReport(context: StageContext, { question, plan }: { question: string; plan: Plan }) {
  const { db, jobId, signal, tell } = context;
  const stored = await loadDraft(db, { jobId, name: 'report' });
  let report = stored ? Report.parse(stored) : null;
  if (report) {
    await tell('report:end', { type: 'text-end', text_id: 'report', text: report.markdown });
  } else {
    const text = await openText(context, 'report');
    try {
      const quotes = await loadQuotes(db, jobId);
      const model = languageModel('writer');
      report = await synthesize({
        question,
        plan,
        quotes,
        sources: await loadPages(db, jobId),
        model,
        onText: text.write,
        signal,
      });
    } catch (error) {
      await text.abandon();
      throw error;
    }
    await saveDraft(db, { jobId, name: 'report', data: report });
    await text.end(report.markdown);
  }
  for (const { number, source_id, url, title } of report.citations) {
    await tell(`citation:${number}`, { type: 'citation-added', number, source_id, url, title });
  }
  return { sentences: report.sentences.length, citations: report.citations.length };
}

async function judgeReport(context: StageContext, { question, plan }: { question: string; plan: Plan }) {
  const { db, jobId, signal, tell } = context;
  const report = Report.parse(await loadDraft(db, { jobId, name: 'report' }));
  const quotes = await loadQuotes(db, jobId);
  const verdict = await judge({ question, plan, report, quotes, model: languageModel('judge'), signal });
  await saveDraft(db, { jobId, name: 'verdict', data: verdict });
  for (const [index, claim] of verdict.claims.entries()) {
    await tell(`claim:${index}`, { type: 'claim-checked', claim });
  }
  await tell('verdict', { type: 'verdict', verdict });
  return { overall: verdict.overall };
}
