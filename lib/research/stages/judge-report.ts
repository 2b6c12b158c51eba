import { z } from 'zod';
import { toAppError } from '#lib/errors.ts';
import { asSentence } from '#lib/schema/as-sentence.ts';
import type { Plan } from '#lib/schema/plan.ts';
import type { Quote } from '#lib/schema/quote.ts';
import type { Report } from '#lib/schema/report.ts';
import { type Claim, Score, type Verdict } from '#lib/schema/verdict.ts';
import { askModel } from '../ask-model.ts';
import { describeTask } from '../describe-task.ts';
import { judge } from '../judge.ts';
import { overallScore } from '../overall-score.ts';
import { parseJudgment } from '../parse-judgment.ts';
import type { Desk } from '../ports.ts';
import { prompts } from '../prompts/index.ts';
import { isModelFault, isUnusable } from '../stand-in.ts';

const Scores = z.object({ relevance: Score, correctness: Score, completeness: Score });

/**
 * Judges a published report: relevance, correctness and completeness, each with its reason. Its claims were checked
 * before. Null, with a warning, where the judge fails for good: the report stands all the same.
 */
export async function judgeReport(
  desk: Desk,
  given: { question: string; plan: Plan; report: Report; claims: readonly Claim[]; quotes: readonly Quote[] },
): Promise<Verdict | null> {
  const { question, plan, report, claims, quotes } = given;
  if (desk.isBuiltIn('judge')) {
    const model = desk.model('judge');
    const sources = await desk.store.pages();
    return judge({ question, plan, report, quotes, sources, model, signal: desk.signal });
  }
  try {
    if (desk.closing.aborted) throw desk.closing.reason;
    const scores = await askModel(desk, {
      role: 'judge',
      prompt: prompts.judge,
      text: [
        describeTask({ now: desk.now(), question, plan }),
        `Report:\n<report>\n${report.markdown.replaceAll('</report', '<\\/report')}\n</report>`,
        `Its checks: ${describeChecks(claims)}`,
      ].join('\n\n'),
      schema: Scores,
      parseText: parseJudgment,
    });
    return {
      ...scores,
      overall: overallScore(scores),
      accuracy: null,
      claims: [...claims],
      judged_by: desk.modelName('judge'),
    };
  } catch (thrown) {
    desk.signal.throwIfAborted();
    const error = toAppError(thrown);
    if (!isModelFault(error)) throw thrown;
    if (!isUnusable(error) && desk.comesAgain(error) && !desk.closing.aborted) throw thrown;
    const message = `The report could not be judged as a whole: ${asSentence(error.message)} Its claims were checked one by one.`;
    await desk.tell('unjudged', { type: 'warning', message });
    return null;
  }
}

function describeChecks(claims: readonly Claim[]): string {
  const counts = new Map<string, number>();
  for (const { verdict } of claims) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  const sums = [...counts].map(([verdict, count]) => `${count} ${verdict}`).join(', ');
  const weak = claims
    .filter(({ verdict }) => verdict !== 'supported')
    .map(({ text, verdict, reason }) => `- ${verdict}: ${text.replace(/\s+/g, ' ')} (${reason})`);
  return [`${sums || 'none'}.`, ...weak].join('\n');
}
