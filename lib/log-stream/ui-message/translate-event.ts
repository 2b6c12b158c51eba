import type { UIMessage, UIMessageChunk } from 'ai';
import type { JobDataParts } from '#lib/schema/conversation.ts';
import type { JobEvent } from '#lib/schema/event.ts';
import type { JobStatus } from '#lib/schema/job.ts';

/** The answer of a job as the AI SDK's chat shows it; its id is the job's. */
export type JobMessage = UIMessage<{ job_id: string }, JobDataParts>;
export type JobMessageChunk = UIMessageChunk<{ job_id: string }, JobDataParts>;

/**
 * Turns the next event of a job's log into chunks of the AI SDK's UI message stream; `translation` remembers what came
 * before, so a log is always translated from its first event. The message's id is the job's: a replay replaces.
 *
 * A text is a step of the message. When its writing begins again, `reset-step` takes away what was written, and the
 * parts that came meanwhile are sent once more; so the text of the message is the report, and nothing besides.
 */
export function translateEvent(translation: Translation, event: JobEvent): JobMessageChunk[] {
  const chunks = chunksOf(translation, event);
  for (const chunk of chunks) if ('data' in chunk) keepPart(translation, chunk);
  if (translation.hasBegun) return chunks;
  translation.hasBegun = true;
  return [startOf(event.job_id), ...chunks];
}

const startOf = (jobId: string): JobMessageChunk => ({
  type: 'start',
  messageId: jobId,
  messageMetadata: { job_id: jobId },
});

type DataChunk = Extract<JobMessageChunk, { data: unknown }>;
/** `partId` names the text's part in the stream: another one each time that the writing begins. */
type Text = { id: string; partId: string; beginnings: number; written: string; isOpen: boolean };

/** What a translation remembers of the events so far. */
export type Translation = {
  hasBegun: boolean;
  /** True once the event that ends the job was translated: nothing comes after it. */
  hasEnded: boolean;
  job: JobDataParts['job'];
  steps: Map<string, JobDataParts['step']>;
  sources: Map<string, JobDataParts['source']>;
  /** Claims so far, by sentence. */
  claims: Map<number, number>;
  text: Text | null;
  /** Data parts before the text, by type and id: they stay where they are. */
  before: Set<string>;
  /** Data parts that came with the text, which a reset takes away. */
  beside: Map<string, DataChunk>;
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
    text: null,
    before: new Set(),
    beside: new Map(),
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
      return [...job(translation, { model: event.model ?? null }), ...startText(translation, event.text_id)];
    case 'text-delta':
      return write(translation, event);
    case 'text-end':
      return endText(translation, event);
    case 'text-reset':
      return resetText(translation, event);
    // Edits show when the text ends and is sent as it stands; the rest is for those who follow the log itself.
    case 'text-edit':
    case 'outline-created':
    case 'note-taken':
    case 'review':
      return [];
    case 'citation-added': {
      const { number, source_id, url, title } = event;
      return [part('citation', `citation:${number}`, { number, source_id, url, title })];
    }
    case 'claim-checked': {
      const { sentence } = event.claim;
      const count = (translation.claims.get(sentence) ?? 0) + 1;
      translation.claims.set(sentence, count);
      return [part('claim', `claim:${sentence}:${count}`, event.claim)];
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

function startText(translation: Translation, id: string): JobMessageChunk[] {
  const ended = closeText(translation);
  for (const key of translation.beside.keys()) translation.before.add(key);
  translation.beside.clear();
  return [...ended, { type: 'start-step' }, ...openText(translation, { id, beginnings: 1 })];
}

function openText(
  translation: Translation,
  { id, beginnings }: { id: string; beginnings: number },
): JobMessageChunk[] {
  const partId = beginnings === 1 ? id : `${id}:${beginnings}`;
  translation.text = { id, partId, beginnings, written: '', isOpen: true };
  return [{ type: 'text-start', id: partId }];
}

function closeText({ text }: Translation): JobMessageChunk[] {
  if (!text?.isOpen) return [];
  text.isOpen = false;
  return [{ type: 'text-end', id: text.partId }, { type: 'finish-step' }];
}

function write(
  translation: Translation,
  { text_id, delta }: { text_id: string; delta: string },
): JobMessageChunk[] {
  const begun = translation.text?.id === text_id ? [] : startText(translation, text_id);
  const text = translation.text as Text;
  text.written += delta;
  return [...begun, { type: 'text-delta', id: text.partId, delta }];
}

/** Where the deltas are not what the end states, the text is sent once more, as it is stored. */
function endText(
  translation: Translation,
  { text_id, text }: { text_id: string; text: string },
): JobMessageChunk[] {
  if (translation.text?.id === text_id && translation.text.written === text) return closeText(translation);
  const again = resetText(translation, { text_id, reason: 'What had arrived was not the whole text.' });
  return [...again, ...write(translation, { text_id, delta: text }), ...closeText(translation)];
}

function resetText(
  translation: Translation,
  { text_id, reason }: { text_id: string; reason: string },
): JobMessageChunk[] {
  const { text } = translation;
  if (text?.id !== text_id) return startText(translation, text_id);
  const ended = closeText(translation);
  const told = part('text-reset', `text-reset:${text.partId}`, { text_id: text.partId, reason });
  return [
    ...ended,
    { type: 'reset-step' },
    ...translation.beside.values(),
    told,
    ...openText(translation, { id: text_id, beginnings: text.beginnings + 1 }),
  ];
}

function end(
  translation: Translation,
  event: { status: JobStatus; progress: number; at: string; error?: JobDataParts['job']['error'] },
  last: JobMessageChunk,
): JobMessageChunk[] {
  translation.hasEnded = true;
  const { status, progress, at, error = null } = event;
  return [...closeText(translation), ...job(translation, { status, progress, ended_at: at, error }), last];
}

function part<Name extends keyof JobDataParts>(name: Name, id: string, data: JobDataParts[Name]): DataChunk {
  return { type: `data-${name}`, id, data } as unknown as DataChunk;
}

function keepPart({ text, before, beside }: Translation, chunk: DataChunk): void {
  const key = `${chunk.type} ${chunk.id}`;
  if (!text) before.add(key);
  else if (!before.has(key)) beside.set(key, chunk);
}
