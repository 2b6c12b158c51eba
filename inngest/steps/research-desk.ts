import { z } from 'zod';
import type { StageContext } from '#inngest/stage.ts';
import { createEvidenceStore } from '#lib/evidence/evidence-store.ts';
import { nearnessOf } from '#lib/models/nearness.ts';
import type { Desk, Early } from '#lib/research/ports.ts';
import { type TimedWork, timeShares } from '#lib/research/time-shares.ts';
import type { FileAccount } from '#lib/schema/file-account.ts';
import { accountOwnFiles } from '#lib/server/list-documents.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Source } from '#lib/sources/source.ts';
import { visionSourceId } from '#lib/vision/index.ts';
import { endAfter, leftOf } from './end-after.ts';
import { openText } from './text-writer.ts';

/** The sources as this job may ask them. */
function sourcesOf({ userId, input }: StageContext): readonly Source[] {
  const { documents } = Asked.parse(input);
  return runtime().sources.map((source) => source.forJob?.({ userId, documents }) ?? source);
}

const Asked = z.object({
  sources: z.array(z.string()).optional(),
  documents: z.array(z.string()).optional(),
});

async function ownFilesOf({ userId, input }: StageContext): Promise<FileAccount | null> {
  const { sources: named, documents: uploads } = Asked.parse(input);
  const isOn = runtime().sources.some(({ kind }) => kind === 'documents');
  if (!isOn || (named && !named.includes('documents'))) return null;
  return accountOwnFiles({ userId, uploads });
}

/** The desk that a stage of research works at: its job's rows, log, models and sources. */
export function researchDesk(context: StageContext): Desk {
  const { db, jobId, startedAt } = context;
  const { models } = runtime();
  const sources = sourcesOf(context);
  const isAskedFor = (sourceId: string) =>
    sourceId === visionSourceId || sources.some(({ id, suits }) => id === sourceId && suits === 'times');
  const ends = new Map<TimedWork, AbortSignal>();
  const until = (work: TimedWork): AbortSignal => {
    const end = ends.get(work) ?? endAfter(timeShares[work], context);
    ends.set(work, end);
    return end;
  };
  const searchEnd = until('search');
  const { isLow } = context.budget;
  const early = (): Early | null => {
    if (context.finishing.aborted) return 'request';
    if (isLow.aborted) return 'budget';
    return searchEnd.aborted ? 'time' : null;
  };
  return {
    jobId,
    step: context.step,
    signal: context.signal,
    finishing: AbortSignal.any([context.finishing, searchEnd]),
    closing: until('model'),
    early,
    until,
    comesAgain(error, work = 'model') {
      const leftMs = leftOf(timeShares[work], context);
      return error.retryable && !context.isLastAttempt && leftMs > 1000 * (error.retryAfterSeconds ?? 2);
    },
    now: () => startedAt,
    isBuiltIn: (role) => models.nameOf(role) === 'built-in',
    model: context.model,
    modelName: context.modelName,
    contextOf: (role) => models.settingsOf(role).contextTokens,
    nearness: nearnessFor(context),
    tell: context.tell,
    tellAll: context.tellAll,
    tellOnce: context.tellOnce,
    openText: (options) => openText(context, options),
    sources,
    ownFiles: () => ownFilesOf(context),
    store: createEvidenceStore(db, { jobId, isAskedFor }),
  };
}

/** Compares by the embedding server where one is set. */
function nearnessFor({ calls, signal }: StageContext): Desk['nearness'] {
  const { embedder, config } = runtime();
  if (!embedder) return undefined;
  const usdPerMillion = config.MODEL_PRICES?.[embedder.model]?.input_usd_per_million;
  return (question, texts) => nearnessOf({ embedder, calls, usdPerMillion, question, texts, signal });
}

const partialReasons: Record<Early, string> = {
  time: 'The time for searching was over; this is what was found until then.',
  request: 'Finished early on request; this is what was found until then.',
  budget: 'The budget for searching was used up; this is what was found until then.',
};

/** What a result says of a job that had to stop searching early, or went on without its models. */
export async function partialBecause(
  early: Early | null,
  context: Pick<StageContext, 'budget' | 'startedAt' | 'deadlineAt' | 'clock'>,
): Promise<{ reason: string } | null> {
  if (early) return { reason: partialReasons[early] };
  if ((await context.budget.look()) >= 1)
    return {
      reason: 'The budget was used up before the report was done; the rest was done without a model.',
    };
  if (leftOf(timeShares.model, context) <= 0)
    return { reason: 'The time was over before the report was done; the rest was done without a model.' };
  return null;
}
