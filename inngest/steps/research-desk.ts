import type { StageContext } from '#inngest/stage.ts';
import { AppError } from '#lib/errors.ts';
import { createEvidenceStore } from '#lib/evidence/evidence-store.ts';
import type { Desk, Early } from '#lib/research/ports.ts';
import { runtime } from '#lib/server/runtime.ts';
import { visionSourceId } from '#lib/vision/index.ts';
import { openText } from './text-writer.ts';

/** Of a job's time: searching ends, and models are asked no more; what is left is written by code. */
const searchShare = 0.6;
const modelShare = 0.92;

/** The desk that a stage of research works at: its job's rows, log, models and sources. */
export function researchDesk(context: StageContext): Desk {
  const { db, jobId, startedAt, deadlineAt } = context;
  const { sources, models } = runtime();
  const isAskedFor = (sourceId: string) =>
    sourceId === visionSourceId || sources.some(({ id, suits }) => id === sourceId && suits === 'times');
  const searchEnd = endAfter(searchShare, { startedAt, deadlineAt });
  const closing = endAfter(modelShare, { startedAt, deadlineAt });
  const early = (): Early | null => {
    if (context.finishing.aborted) return 'request';
    return searchEnd.aborted ? 'time' : null;
  };
  return {
    jobId,
    step: context.step,
    signal: context.signal,
    finishing: AbortSignal.any([context.finishing, searchEnd]),
    closing,
    early,
    isLastAttempt: context.isLastAttempt,
    now: () => startedAt,
    isBuiltIn: (role) => models.nameOf(role) === 'built-in',
    model: context.model,
    modelName: context.modelName,
    contextOf: (role) => models.settingsOf(role).contextTokens,
    tell: context.tell,
    tellOnce: context.tellOnce,
    openText: (options) => openText(context, options),
    sources,
    store: createEvidenceStore(db, { jobId, isAskedFor }),
  };
}

/** Aborts when a share of a job's time is over; never where it has no end. */
function endAfter(
  share: number,
  { startedAt, deadlineAt }: { startedAt: Date; deadlineAt: Date | null },
): AbortSignal {
  if (!deadlineAt) return new AbortController().signal;
  const end = startedAt.getTime() + share * (deadlineAt.getTime() - startedAt.getTime());
  const left = end - Date.now();
  const controller = new AbortController();
  const abort = () => controller.abort(new AppError('deadline_exceeded'));
  if (left <= 0) abort();
  else setTimeout(abort, Math.min(left, 2 ** 31 - 1)).unref();
  return controller.signal;
}

const partialReasons: Record<Early, string> = {
  time: 'The time for searching was over; this is what was found until then.',
  request: 'Finished early on request; this is what was found until then.',
  budget: 'The budget for searching was used up; this is what was found until then.',
};

/** What a result says of a job that had to stop searching early. */
export const partialBecause = (early: Early | null): { reason: string } | null =>
  early && { reason: partialReasons[early] };
