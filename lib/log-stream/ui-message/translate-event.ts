import type { JobDataParts } from '#lib/schema/conversation.ts';
import type { JobEvent } from '#lib/schema/event.ts';
import type { JobStatus } from '#lib/schema/job.ts';
import { type JobMessageChunk, part } from './job-message.ts';
import {
  beginTextStep,
  closeTexts,
  endText,
  keepPart,
  openTexts,
  resetText,
  settleTexts,
  startText,
  type TextStep,
  writeText,
} from './text-step.ts';

/**
 * Turns the next event of a job's log into chunks of the AI SDK's UI message stream; `translation` remembers what came
 * before, so a log is always translated from its first event. The message's id is the job's: a replay replaces.
 *
 * The texts of a job are one step of the message, each a text part, in the order of the outline. When a writing begins
 * again, and once at the end where a text was changed by its checks, `reset-step` takes the texts away; they and the parts
 * that came meanwhile are sent once more. So the text parts joined are the report, and nothing besides.
 */
export function translateEvent(translation: Translation, event: JobEvent): JobMessageChunk[] {
  // The texts of a report end one right after the other: what has changed is sent when the last of them has.
  const settled = event.type === 'text-end' ? [] : settleTexts(translation.texts);
  const chunks = [...settled, ...chunksOf(translation, event)];
  for (const chunk of chunks) if ('data' in chunk) keepPart(translation.texts, chunk);
  if (translation.hasBegun) return chunks;
  translation.hasBegun = true;
  return [startOf(event.job_id), ...chunks];
}

const startOf = (jobId: string): JobMessageChunk => ({
  type: 'start',
  messageId: jobId,
  messageMetadata: { job_id: jobId },
});

/** What a translation remembers of the events so far. */
export type Translation = {
  hasBegun: boolean;
  /** True once the event that ends the job was translated: nothing comes after it. */
  hasEnded: boolean;
  job: JobDataParts['job'];
  steps: Map<string, JobDataParts['step']>;
  sources: Map<string, JobDataParts['source']>;
  /** Claims so far, by their text and sentence. */
  claims: Map<string, number>;
  texts: TextStep;
};

/** The state before the first event of a log. */
export function beginTranslation(): Translation {
  return {
    hasBegun: false,
    hasEnded: false,
    job: {
      job_id: '',
      job_type: null,
      status: 'pending',
      phase: null,
      progress: 0,
      started_at: null,
      ended_at: null,
      usage: null,
      error: null,
      model: null,
    },
    steps: new Map(),
    sources: new Map(),
    claims: new Map(),
    texts: beginTextStep(),
  };
}

function chunksOf(translation: Translation, event: JobEvent): JobMessageChunk[] {
  switch (event.type) {
    case 'job-created':
      return job(translation, { job_id: event.job_id, job_type: event.job_type, status: event.status });
    case 'job-started':
      return job(translation, { status: event.status, started_at: event.at });
    case 'job-progress':
      return job(translation, { status: event.status, phase: event.phase, progress: event.progress });
    case 'job-waiting':
      return job(translation, { status: event.status });
    case 'plan-created':
      return [part('plan', 'plan', event.plan)];
    case 'plan-approved':
      return [part('plan', 'plan', event.plan), ...job(translation, { status: 'in_progress' })];
    case 'step-started':
      return step(translation, {
        ...begunStep(event.step),
        ...asksOf(event),
        phase: event.phase,
        label: event.label,
      });
    case 'step-progress':
      return step(translation, { step: event.step, label: event.label });
    case 'step-end': {
      const { step: name, phase, duration_ms } = event;
      return step(translation, { step: name, phase, state: 'done', duration_ms, reason: null });
    }
    case 'step-failed': {
      const { step: name, phase, error } = event;
      return step(translation, { step: name, phase, state: 'failed', reason: error.message });
    }
    case 'step-retrying': {
      const { step: name, phase, error } = event;
      return step(translation, { step: name, phase, state: 'retrying', reason: error.message });
    }
    // What a step searches for stands in its label.
    case 'search-started':
    case 'search-end':
      return [];
    case 'source-found': {
      const { source_id, url, title } = event;
      return source(translation, { source_id, url, title, state: 'found', reason: null });
    }
    case 'source-read': {
      const { url, title } = event;
      const source_id = translation.sources.get(url)?.source_id ?? '';
      return source(translation, { source_id, url, title, state: 'read', reason: null });
    }
    case 'source-failed': {
      const { source_id, url, reason } = event;
      const title = (url && translation.sources.get(url)?.title) || url || source_id;
      return source(translation, { source_id, url, title, state: 'failed', reason });
    }
    case 'text-start':
      return [
        ...job(translation, { model: event.model ?? null }),
        ...startText(translation.texts, event.text_id),
      ];
    case 'text-delta':
      return writeText(translation.texts, event);
    case 'text-end':
      return endText(translation.texts, event);
    case 'text-reset':
      return resetText(translation.texts, event);
    case 'outline-created': {
      const { title, sections } = event;
      const ids = ['answer', ...sections.map(({ text_id }) => text_id)];
      return [part('outline', 'outline', { title, sections }), ...openTexts(translation.texts, ids)];
    }
    // Edits show when the texts end and are sent as they stand; the rest is for those who follow the log itself.
    case 'text-edit':
    case 'note-taken':
    case 'review':
      return [];
    case 'citation-added': {
      const { number, source_id, url, title } = event;
      return [part('citation', `citation:${number}`, { number, source_id, url, title })];
    }
    case 'claim-checked': {
      const { claim, text_id, kind } = event;
      const place = text_id === undefined ? `${claim.sentence}` : `${text_id}:${claim.sentence}`;
      const count = (translation.claims.get(place) ?? 0) + 1;
      translation.claims.set(place, count);
      const data = { ...claim, ...(text_id !== undefined && { text_id }), ...(kind && { kind }) };
      return [part('claim', `claim:${place}:${count}`, data)];
    }
    case 'verdict':
      return [part('verdict', 'verdict', event.verdict)];
    case 'usage':
      return job(translation, { usage: event.usage });
    case 'warning':
      return [part('warning', `warning:${event.seq}`, { message: event.message })];
    case 'job-complete':
      return end(translation, event, { type: 'finish', finishReason: 'stop' });
    case 'job-failed':
      return end(translation, event, { type: 'finish', finishReason: 'error' });
    case 'job-cancelled':
      return end(translation, event, { type: 'abort', reason: 'The job was cancelled.' });
    default:
      return event satisfies never;
  }
}

function job(translation: Translation, change: Partial<JobDataParts['job']>): JobMessageChunk[] {
  translation.job = { ...translation.job, ...change };
  return [part('job', 'job', translation.job)];
}

const begunStep = (name: string): JobDataParts['step'] => ({
  step: name,
  phase: null,
  label: name,
  state: 'running',
  duration_ms: null,
  reason: null,
});

const asksOf = ({ source_id, sub_question }: { source_id?: string; sub_question?: number }) => ({
  ...(source_id !== undefined && { source_id }),
  ...(sub_question !== undefined && { sub_question }),
});

function step(
  translation: Translation,
  change: Partial<JobDataParts['step']> & { step: string },
): JobMessageChunk[] {
  const changed = { ...(translation.steps.get(change.step) ?? begunStep(change.step)), ...change };
  translation.steps.set(change.step, changed);
  return [part('step', change.step, changed)];
}

function source(translation: Translation, found: JobDataParts['source']): JobMessageChunk[] {
  if (found.url) translation.sources.set(found.url, found);
  return [part('source', found.url ?? `failed:${found.source_id}`, found)];
}

function end(
  translation: Translation,
  event: { status: JobStatus; progress: number; at: string; error?: JobDataParts['job']['error'] },
  last: JobMessageChunk,
): JobMessageChunk[] {
  translation.hasEnded = true;
  const { status, progress, at, error = null } = event;
  return [
    ...closeTexts(translation.texts),
    ...job(translation, { status, progress, ended_at: at, error }),
    last,
  ];
}
