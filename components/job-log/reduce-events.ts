import type { JobEvent } from '#lib/schema/event.ts';
import { isTerminal, type JobError, type JobStatus, type Phase, type Usage } from '#lib/schema/job.ts';
import type { Plan } from '#lib/schema/plan.ts';
import type { Stance } from '#lib/schema/quote.ts';
import { withoutCitationMarks } from '#lib/schema/report.ts';
import type { WayStep } from '#lib/schema/source.ts';
import type { Claim, Verdict } from '#lib/schema/verdict.ts';

export type FoundSource = {
  url: string;
  title: string;
  sourceId: string;
  state: 'found' | 'read' | 'failed';
  reason: string | null;
  /** The pages that led to it, where a search did not find it by its own words. */
  way?: WayStep[] | undefined;
  /** The address of the page that says the same: this one is a copy. */
  copyOf?: string | undefined;
  /** How many characters the page has, where only its beginning was read. */
  cutFrom?: number | undefined;
};
/** A source that could not be asked at all, and why. */
export type LostSource = { sourceId: string; reason: string };
export type CitedPage = { number: number; url: string; title: string };
export type StepState = {
  step: string;
  phase: string | null;
  label: string;
  state: 'running' | 'done' | 'failed' | 'retrying';
  /** How long it took; null until it has ended. */
  durationMs: number | null;
  /** Why it failed or is tried again. */
  reason: string | null;
  /** The source that it asks, and the part of the plan for which (from 0); null where it asks none. */
  sourceId: string | null;
  subQuestion: number | null;
};
/** `model` says who writes (`built-in` or a model's id), where that was told. */
export type WrittenText = { id: string; text: string; done: boolean; model: string | null };

/** A claim as it was checked; `textId` is the text that it stands in, absent once the report as a whole was judged. */
export type ToldClaim = Claim & {
  textId?: string | undefined;
  kind?: 'finding' | 'inference' | undefined;
};

/** A quote that was noted on a page: what it says in a line, and for which part of the plan (from 0). */
export type Note = { number: number; url: string; subQuestion: number; stance: Stance; gist: string };

/** Where a text begins in the whole; UTF-16 offset. */
export type TextPart = { id: string; start: number };

export type Outline = { title: string; sections: { text_id: string; title: string }[] };

/** All that a job's events say so far; the same events in any split give the same log. */
export type JobLog = {
  lastSeq: number;
  status: JobStatus | null;
  progress: number;
  phase: string | null;
  /** Phases in the order in which they began. */
  phases: string[];
  startedAt: string | null;
  endedAt: string | null;
  /** Since when the job waits for somebody; null while it does not. */
  waitingSince: string | null;
  /** How long it has waited before, in ms: time that does not count as its own. */
  waitedMs: number;
  plan: Plan | null;
  steps: Record<string, StepState>;
  searches: number;
  sources: FoundSource[];
  lostSources: LostSource[];
  /** What is written, or was written last: where there is an outline, all of its texts in their order. */
  text: WrittenText | null;
  /** The title and the sections of a report, once they are known. */
  outline: Outline | null;
  /** Each text by itself, by its id. */
  texts: Record<string, WrittenText>;
  /** Where each of them begins in it, in their order. */
  parts: TextPart[];
  /** Quotes that were noted on pages so far. */
  notes: Note[];
  /** How each sub-question stood after the last round, and why searching ended. */
  review: Of<'review'> | null;
  drafts: number;
  citations: CitedPage[];
  /** Claims that stand in the text as it is now. */
  claims: ToldClaim[];
  verdict: Verdict | null;
  usage: Usage | null;
  warnings: string[];
  error: JobError | null;
  /** Every event but pieces of text: what the activity feed shows. */
  activity: JobEvent[];
};

export const emptyLog: JobLog = {
  lastSeq: 0,
  status: null,
  progress: 0,
  phase: null,
  phases: [],
  startedAt: null,
  endedAt: null,
  waitingSince: null,
  waitedMs: 0,
  plan: null,
  steps: {},
  searches: 0,
  sources: [],
  lostSources: [],
  text: null,
  outline: null,
  texts: {},
  parts: [],
  notes: [],
  review: null,
  drafts: 0,
  citations: [],
  claims: [],
  verdict: null,
  usage: null,
  warnings: [],
  error: null,
  activity: [],
};

/**
 * Adds events to a log. An event that is known already changes nothing; after a gap nothing is taken until the missing
 * event has come, since text written around a hole would be wrong.
 */
export function reduceEvents(log: JobLog, events: readonly JobEvent[]): JobLog {
  let next = log;
  for (const event of events) {
    if (event.seq !== next.lastSeq + 1) continue;
    next = { ...reduceEvent(next, event), lastSeq: event.seq };
  }
  return next;
}

function reduceEvent(log: JobLog, event: JobEvent): JobLog {
  if (event.type === 'text-delta') return putText(log, event.text_id, (text) => text + event.delta);
  const next = { ...log, activity: [...log.activity, event] };
  switch (event.type) {
    case 'job-created':
    case 'job-started':
    case 'job-progress':
    case 'job-waiting':
    case 'job-complete':
    case 'job-failed':
    case 'job-cancelled':
      return reduceJob(next, event);
    case 'plan-created':
      return { ...next, plan: event.plan };
    case 'plan-approved':
      return { ...endWait(next, event.at), plan: event.plan, status: 'in_progress' };
    case 'step-started':
    case 'step-progress':
    case 'step-end':
    case 'step-failed':
    case 'step-retrying':
      return reduceStep(next, event);
    case 'search-started':
      return next;
    case 'search-end':
      return { ...next, searches: next.searches + 1 };
    case 'source-found':
      return { ...next, sources: putSource(next.sources, { ...event, state: 'found' }) };
    case 'source-read':
      return {
        ...next,
        sources: putSource(next.sources, {
          ...event,
          state: 'read',
          copyOf: event.copy_of?.url,
          cutFrom: event.cut_from,
        }),
      };
    case 'source-failed':
      if (event.url === null) return { ...next, lostSources: putLostSource(next.lostSources, event) };
      return { ...next, sources: putSource(next.sources, { ...event, url: event.url, state: 'failed' }) };
    case 'text-start':
      return startText(next, event);
    case 'text-reset':
      return dropClaims(
        putText(next, event.text_id, () => ''),
        event.text_id,
      );
    case 'text-edit': {
      const { start, end, text: words } = event;
      const edited = putText(next, event.text_id, (text) => text.slice(0, start) + words + text.slice(end));
      return dropClaims(edited, event.text_id);
    }
    case 'text-end':
      return dropClaims(
        putText(next, event.text_id, () => event.text, true),
        event.text_id,
      );
    case 'outline-created':
      return { ...next, outline: { title: event.title, sections: event.sections } };
    case 'note-taken':
      return { ...next, notes: [...next.notes, ...notesOf(event)] };
    case 'review':
      return { ...next, review: event };
    case 'citation-added':
      return { ...next, citations: putCitation(next.citations, event) };
    case 'claim-checked':
      return { ...next, claims: putClaim(next.claims, event) };
    case 'verdict':
      return { ...next, verdict: event.verdict, claims: event.verdict.claims };
    case 'usage':
      return { ...next, usage: event.usage };
    case 'warning':
      return { ...next, warnings: [...next.warnings, event.message] };
    default:
      return event satisfies never;
  }
}

type Of<Type extends JobEvent['type']> = Extract<JobEvent, { type: Type }>;
type JobChange = Of<`job-${string}` & JobEvent['type']>;
type StepChange = Of<`step-${string}` & JobEvent['type']>;

function reduceJob(log: JobLog, event: JobChange): JobLog {
  const next = { ...log, status: event.status, progress: Math.max(log.progress, event.progress) };
  if (event.type === 'job-progress') return enterPhase(next, event.phase);
  if (event.type === 'job-started') return { ...next, startedAt: log.startedAt ?? event.at };
  if (event.type === 'job-waiting') return { ...next, waitingSince: event.at };
  if (!isTerminal(event.status)) return next;
  const ended = { ...endWait(next, event.at), endedAt: event.at };
  return event.type === 'job-failed' ? { ...ended, error: event.error } : ended;
}

function endWait(log: JobLog, at: string): JobLog {
  if (log.waitingSince === null) return log;
  const waitedMs = log.waitedMs + Date.parse(at) - Date.parse(log.waitingSince);
  return { ...log, waitingSince: null, waitedMs };
}

function reduceStep(log: JobLog, event: StepChange): JobLog {
  const known = log.steps[event.step];
  const step: StepState = {
    step: event.step,
    phase: 'phase' in event ? event.phase : (known?.phase ?? null),
    label: 'label' in event ? event.label : (known?.label ?? event.step),
    state: stepState(event.type),
    durationMs: event.type === 'step-end' ? event.duration_ms : null,
    reason: 'error' in event ? event.error.message : null,
    sourceId: event.source_id ?? known?.sourceId ?? null,
    subQuestion: event.sub_question ?? known?.subQuestion ?? null,
  };
  const next = { ...log, steps: { ...log.steps, [event.step]: step } };
  return event.type === 'step-started' ? enterPhase(next, event.phase) : next;
}

const stepState = (type: StepChange['type']): StepState['state'] => {
  if (type === 'step-end') return 'done';
  if (type === 'step-failed') return 'failed';
  return type === 'step-retrying' ? 'retrying' : 'running';
};

const order: Phase[] = ['decompose', 'gather', 'extract', 'synthesize', 'judge', 'repair', 'finish'];

/** A step of an earlier phase that is told late does not turn the clock back; a repair after judging does go on. */
function enterPhase(log: JobLog, phase: string): JobLog {
  const phases = log.phases.includes(phase) ? log.phases : [...log.phases, phase];
  const goesBack = order.indexOf(phase as Phase) < order.indexOf(log.phase as Phase);
  return { ...log, phases, phase: goesBack ? log.phase : phase };
}

/** A text that begins again under its own id (another try of the same step) is the same draft. */
function startText(log: JobLog, { text_id: id, model = null }: { text_id: string; model?: string | null }) {
  const drafts = log.texts[id] || log.outline ? log.drafts : log.drafts + 1;
  const texts = { ...log.texts, [id]: { id, text: '', done: false, model } };
  return compose({ ...log, texts, drafts: Math.max(drafts, 1) }, id);
}

/** Changes the text of this id as far as it is known. */
function putText(log: JobLog, id: string, change: (text: string) => string, done = false): JobLog {
  const known = log.texts[id] ?? { id, text: '', done: false, model: null };
  return compose({ ...log, texts: { ...log.texts, [id]: { ...known, text: change(known.text), done } } }, id);
}

/** The texts of a report are read one after the other: the answer, the sections of its outline, our own notes. */
function compose(log: JobLog, last: string): JobLog {
  const ids = ['answer', ...(log.outline?.sections.map(({ text_id }) => text_id) ?? []), 'notes'];
  if (!ids.includes(last)) return { ...log, parts: [], text: log.texts[last] ?? null };
  const texts = ids.flatMap((id) => log.texts[id] ?? []);
  let text = '';
  const parts: TextPart[] = [];
  for (const written of texts) {
    const words = written.text.trim();
    if (!words) continue;
    if (text) text += '\n\n';
    parts.push({ id: written.id, start: text.length });
    text += words;
  }
  const model = texts.find((written) => written.model)?.model ?? null;
  const done = texts.length > 0 && texts.every((written) => written.done);
  const id = texts.length > 1 || log.outline ? 'report' : last;
  return { ...log, parts, text: { id, text, done, model } };
}

function putSource(
  sources: FoundSource[],
  page: {
    url: string;
    state: FoundSource['state'];
    title?: string;
    source_id?: string;
    reason?: string;
    copyOf?: string | undefined;
    cutFrom?: number | undefined;
  },
): FoundSource[] {
  const known = sources.find((source) => source.url === page.url);
  const next: FoundSource = {
    url: page.url,
    title: page.title ?? known?.title ?? page.url,
    sourceId: page.source_id ?? known?.sourceId ?? '',
    state: page.state === 'found' && known ? known.state : page.state,
    reason: page.reason ?? null,
    ...(page.copyOf !== undefined && { copyOf: page.copyOf }),
    ...(page.cutFrom !== undefined && { cutFrom: page.cutFrom }),
  };
  if (!known) return [...sources, next];
  return sources.map((source) => (source === known ? next : source));
}

function putLostSource(
  lost: LostSource[],
  { source_id: sourceId, reason }: { source_id: string; reason: string },
): LostSource[] {
  return [...lost.filter((source) => source.sourceId !== sourceId), { sourceId, reason }];
}

function putCitation(citations: CitedPage[], { number, url, title }: CitedPage): CitedPage[] {
  const others = citations.filter((citation) => citation.number !== number);
  return [...others, { number, url, title }].sort((a, b) => a.number - b.number);
}

function putClaim(claims: ToldClaim[], { claim, text_id: textId, kind }: Of<'claim-checked'>): ToldClaim[] {
  const isSame = (known: ToldClaim) =>
    known.text === claim.text &&
    known.textId === textId &&
    (textId !== undefined || known.sentence === claim.sentence);
  return [...claims.filter((known) => !isSame(known)), { ...claim, textId, kind }];
}

/** What was said of words that no longer stand in their text is said of nothing. */
function dropClaims(log: JobLog, id: string): JobLog {
  const words = withoutCitationMarks(log.texts[id]?.text ?? '');
  const claims = log.claims.filter(({ textId, text }) => textId !== id || words.includes(text));
  return claims.length === log.claims.length ? log : { ...log, claims };
}

const notesOf = ({ url, notes }: Of<'note-taken'>): Note[] =>
  notes.map(({ number, sub_question, stance, gist }) => ({
    number,
    url,
    subQuestion: sub_question,
    stance,
    gist,
  }));
