import { emptyLog, type JobLog, type StepState } from '#components/job-log/reduce-events.ts';
import type { JobDataParts } from '#lib/schema/conversation.ts';
import type { Message } from './message.ts';

/**
 * Reads a job's message as the log that its page is drawn from, so that both are drawn by the same parts. A message has
 * no activity, and tells nothing of waiting but that it waits.
 */
export function readMessage({ parts }: Message): JobLog {
  const log = parts.reduce(readPart, { ...emptyLog, lastSeq: Number.MAX_SAFE_INTEGER });
  const steps = Object.values(log.steps);
  return {
    ...log,
    phases: [...new Set(steps.flatMap(({ phase }) => phase ?? []))],
    searches: steps.filter(({ sourceId, state }) => sourceId !== null && state === 'done').length,
    text: log.text && { ...log.text, model: modelOf(parts) },
  };
}

type Part = Message['parts'][number];

function readPart(log: JobLog, part: Part): JobLog {
  switch (part.type) {
    case 'data-job':
      return readJob(log, part.data);
    case 'data-plan':
      return { ...log, plan: part.data };
    case 'data-step':
      return { ...log, steps: { ...log.steps, [part.data.step]: toStep(part.data) } };
    case 'data-source':
      return readSource(log, part.data);
    case 'text':
      return {
        ...log,
        text: { id: String(log.drafts), text: part.text, done: part.state === 'done', model: null },
        drafts: log.text === null && log.drafts > 0 ? log.drafts : log.drafts + 1,
      };
    // The writer begins again: what stood there is void, and the next text is the same draft.
    case 'data-text-reset':
      return { ...log, text: null };
    case 'data-citation':
      return { ...log, citations: [...log.citations, part.data].sort((a, b) => a.number - b.number) };
    case 'data-claim':
      return { ...log, claims: [...log.claims, part.data] };
    case 'data-verdict':
      return { ...log, verdict: part.data, claims: part.data.claims };
    case 'data-warning':
      return { ...log, warnings: [...log.warnings, part.data.message] };
    default:
      return log;
  }
}

function readJob(log: JobLog, job: JobDataParts['job']): JobLog {
  return {
    ...log,
    status: job.status,
    phase: job.phase,
    progress: job.progress,
    startedAt: job.started_at,
    endedAt: job.ended_at,
    usage: job.usage,
    error: job.error,
  };
}

const toStep = ({
  step,
  phase,
  label,
  state,
  duration_ms,
  reason,
  ...asks
}: JobDataParts['step']): StepState => ({
  step,
  phase,
  label,
  state,
  durationMs: duration_ms,
  reason,
  sourceId: asks.source_id ?? null,
  subQuestion: asks.sub_question ?? null,
});

function readSource(log: JobLog, source: JobDataParts['source']): JobLog {
  const { source_id: sourceId, url, title, state, reason } = source;
  if (url === null)
    return { ...log, lostSources: [...log.lostSources, { sourceId, reason: reason ?? 'It gave no reason' }] };
  return { ...log, sources: [...log.sources, { sourceId, url, title, state, reason }] };
}

function modelOf(parts: Part[]): string | null {
  const job = parts.find((part) => part.type === 'data-job');
  return job?.data.model ?? null;
}
