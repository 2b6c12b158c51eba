import type { StageContext } from '#inngest/stage.ts';
import { loadDraft, loadPages, loadQuotes, saveDraft } from '#lib/evidence/evidence.ts';
import { judge } from '#lib/research/judge.ts';
import { synthesize } from '#lib/research/synthesize.ts';
import type { ChatMessage } from '#lib/schema/chat-message.ts';
import type { Plan } from '#lib/schema/plan.ts';
import { Report } from '#lib/schema/report.ts';
import { openText } from './text-writer.ts';

type Task = { question: string; conversation?: readonly ChatMessage[] | undefined; plan: Plan };

/** Writes the report once: a second try after it was stored only tells what was not told yet. */
export async function writeReport(
  context: StageContext,
  task: Task,
): Promise<{ sentences: number; citations: number }> {
  const { db, jobId, tell } = context;
  const stored = await loadDraft(db, { jobId, name: 'report' });
  const report = stored ? Report.parse(stored) : await write(context, task);
  await tell('report:end', { type: 'text-end', text_id: 'report', text: report.markdown });
  for (const { number, source_id, url, title } of report.citations) {
    await tell(`citation:${number}`, { type: 'citation-added', number, source_id, url, title });
  }
  return { sentences: report.sentences.length, citations: report.citations.length };
}

async function write(context: StageContext, { question, conversation, plan }: Task): Promise<Report> {
  const { db, jobId, signal, modelName } = context;
  const text = await openText(context, { textId: 'report', model: modelName('writer') });
  try {
    const quotes = await loadQuotes(db, jobId);
    const sources = await loadPages(db, jobId);
    const model = context.model('writer');
    const report = await synthesize({
      question,
      conversation,
      plan,
      quotes,
      sources,
      model,
      onText: text.write,
      signal,
    });
    await text.flush();
    await saveDraft(db, { jobId, name: 'report', data: report });
    return report;
  } catch (error) {
    await text.abandon();
    throw error;
  }
}

/** Judges the stored report claim by claim and stores the verdict. */
export async function judgeReport(
  context: StageContext,
  { question, plan }: Task,
): Promise<{ overall: number | null }> {
  const { db, jobId, signal, tell } = context;
  const report = Report.parse(await loadDraft(db, { jobId, name: 'report' }));
  const quotes = await loadQuotes(db, jobId);
  const sources = await loadPages(db, jobId);
  const verdict = await judge({
    question,
    plan,
    report,
    quotes,
    sources,
    model: context.model('judge'),
    signal,
  });
  await saveDraft(db, { jobId, name: 'verdict', data: verdict });
  for (const [index, claim] of verdict.claims.entries()) {
    await tell(`claim:${index}`, { type: 'claim-checked', claim });
  }
  await tell('verdict', { type: 'verdict', verdict });
  return { overall: verdict.overall };
}
