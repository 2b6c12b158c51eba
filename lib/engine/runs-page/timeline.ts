import type { CutText, RunParts, StoredAttempt } from './read-runs.ts';

/** A stretch of a row on the time of the run: where it begins and how long it is, in hundredths of the whole. */
export type Bar = { start: number; length: number; kind: 'done' | 'failed' | 'active' | 'waiting' };

/** A step, or what is under way in its place, with the attempts before. */
export type Row = {
  key: string;
  name: string;
  /** What it is: "step", "sleep", "wait", "invoke". */
  kind: string;
  state: 'done' | 'failed' | 'active' | 'waiting' | 'ready';
  durationMs: number | undefined;
  bars: Bar[];
  attempts: StoredAttempt[];
  input?: string;
  output?: CutText;
  /** What it waits for, in words. */
  waitsFor?: string;
  childRun?: string;
};

const kinds: Record<string, string> = {
  Sleep: 'sleep',
  WaitForEvent: 'wait',
  InvokeFunction: 'invoke',
};
/** The name of what the function does outside of steps; also the `step_id` of a call that discovers. */
const functionItself = 'step';

/** What a run did and does, step by step in the order in which the steps ended, on the time from its start till now. */
export function makeTimeline({ run, steps, jobs, attempts, children }: RunParts): Row[] {
  const beganMs = (run.started_at ?? run.created_at).getTime();
  const endsMs = Math.max((run.ended_at ?? run.now).getTime(), beganMs + 1);
  const bar = (from: Date, to: Date, kind: Bar['kind']): Bar => {
    const share = (at: Date) =>
      Math.min(100, Math.max(0, ((at.getTime() - beganMs) / (endsMs - beganMs)) * 100));
    return { start: share(from), length: Math.max(0.5, share(to) - share(from)), kind };
  };
  const attemptsOf = (stepId: string) => attempts.filter((attempt) => attempt.step_id === stepId);
  const failedBars = (list: StoredAttempt[]) =>
    list.map(({ started_at, ended_at }) => bar(started_at ?? ended_at, ended_at, 'failed'));
  const childOf = (stepId: string) => children.find(({ parent_step }) => parent_step === stepId)?.id;

  const finished = steps.map((step): Row => {
    const earlier = attemptsOf(step.id);
    const state = step.op === 'StepFailed' || isError(step.output.text) ? 'failed' : 'done';
    const from = step.started_at ?? step.ended_at;
    return {
      key: step.id,
      name: step.name,
      kind: kinds[step.op] ?? 'step',
      state,
      durationMs: step.started_at ? step.ended_at.getTime() - step.started_at.getTime() : undefined,
      bars: [...failedBars(earlier), bar(from, step.ended_at, state)],
      attempts: earlier,
      input: step.input ?? undefined,
      output: step.output,
      childRun: childOf(step.id),
    };
  });
  const shown = new Set([...steps.map(({ id }) => id), ...jobs.map(({ step_id }) => step_id)]);
  const underWay = jobs.map((job): Row => {
    // A call that discovers tries again the step that failed last, whose attempts stand under the step's own hash.
    const earlier = attempts.filter(
      ({ step_id }) => step_id === job.step_id || (job.step_id === functionItself && !shown.has(step_id)),
    );
    const isClaimed = job.state === 'claimed';
    const from = isClaimed ? (job.claimed_at ?? run.now) : job.created_at;
    return {
      key: job.step_id,
      name: job.name || (earlier.at(-1)?.name ?? '') || 'the function',
      kind: job.kind,
      state: job.state === 'claimed' ? 'active' : job.state,
      durationMs: Math.max(0, run.now.getTime() - from.getTime()),
      bars: [...failedBars(earlier), bar(from, run.now, isClaimed ? 'active' : 'waiting')],
      attempts: earlier,
      waitsFor: waitsFor(job),
      childRun: childOf(job.step_id),
    };
  });
  const told = new Set([...finished, ...underWay].flatMap((row) => row.attempts));
  const lost = attempts.filter((attempt) => !told.has(attempt));
  const leftOver: Row[] = lost.length
    ? [
        {
          key: 'attempts',
          name: lost.at(-1)?.name || 'the function',
          kind: 'call',
          state: 'failed',
          durationMs: undefined,
          bars: failedBars(lost),
          attempts: lost,
        },
      ]
    : [];
  return [...finished, ...leftOver, ...underWay];
}

/** Postgres puts a space before the colon where it makes the object itself: of the error of an invoked function. */
const isError = (text: string) => /^\{"error" ?:/.test(text);

function waitsFor({
  kind,
  state,
  due_at,
  wait_event,
  wait_if,
}: RunParts['jobs'][number]): string | undefined {
  if (state === 'ready') return 'a free slot';
  if (state === 'claimed') return undefined;
  const until = due_at ? `until ${due_at.toISOString()}` : '';
  if (kind === 'wait')
    return [`the event ${wait_event}`, wait_if ? `if ${wait_if}` : '', until].filter(Boolean).join(' ');
  if (kind === 'invoke') return ['the function that it invoked', until].filter(Boolean).join(' ');
  return kind === 'sleep' ? until : `its next attempt ${until}`;
}
