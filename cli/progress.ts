import type { Connection } from '#lib/client/api-client.ts';
import { queueWords } from '#lib/client/queue-words.ts';
import type { JobEvent } from '#lib/schema/event.ts';
import type { PlaceInLine } from '#lib/schema/job.ts';
import { describeEvent } from './describe-event.ts';
import { createPhaseCounts, phaseWord } from './describe-phase.ts';
import { formatClock, formatDuration } from './duration.ts';
import type { Screen } from './terminal/screen.ts';
import { oneLine } from './terminal/strip-controls.ts';
import type { Style } from './terminal/style.ts';

const wordColumns = 7;
type Mark = { sign: string; style: Style };
const marks = {
  done: { sign: '✓', style: 'green' },
  warning: { sign: '!', style: 'yellow' },
  failure: { sign: '✗', style: 'red' },
  ended: { sign: '–', style: 'yellow' },
} satisfies Record<string, Mark>;

/**
 * Tells on stderr how a job goes: a line for each phase that is over, and on a terminal one line, redrawn in place, for
 * what is going on now; elsewhere a line for each step. Times are those of the events, so that watching an ended job
 * tells the same.
 */
export function createProgress({ screen }: { screen: Screen }) {
  const { paint } = screen;
  const counts = createPhaseCounts();
  let open: { phase: string; since: number } | null = null;
  let now = '';
  let progress = 0;
  let startedAt: number | null = null;
  let isCutOff = false;
  let inLine = '';
  const ticking = screen.hasStatus ? setInterval(draw, 1000) : undefined;
  ticking?.unref();

  function draw(): void {
    const clock = startedAt === null ? '' : `${formatClock(Date.now() - startedAt)} `;
    const waiting = inLine || 'Accepted, waiting in the queue';
    const doing = open ? `${phaseWord(open.phase)} · ${now || 'working'}` : waiting;
    const words = isCutOff ? 'Connection lost; the job goes on. Trying again …' : doing;
    screen.status(`${clock}${Math.round(progress * 100)} % ${words}`);
  }

  function closePhase(at: number, mark: Mark = marks.done): void {
    if (!open) return;
    const { phase, since } = open;
    open = null;
    if (phase === 'finish') return;
    const took = paint('dim', formatDuration(at - since));
    const summary = [counts.describe(phase), took].filter(Boolean).join('  ');
    screen.line(`${paint(mark.style, mark.sign)} ${phaseWord(phase).padEnd(wordColumns)} ${summary}`);
    if (phase !== 'decompose') return;
    for (const [index, question] of counts.subQuestions().entries()) {
      screen.say(question, { sign: `    ${index + 1}.`, style: 'dim' });
    }
  }

  function enterPhase(phase: string, at: number): void {
    if (open?.phase === phase) return;
    closePhase(at);
    open = { phase, since: at };
    now = '';
  }

  function take(event: JobEvent): void {
    const at = Date.parse(event.at);
    counts.take(event);
    if ('progress' in event) progress = event.progress;
    if (event.type === 'job-started') startedAt ??= at;
    if (event.type === 'job-progress') enterPhase(event.phase, at);
    if (event.type === 'step-started') {
      if (!open) enterPhase(event.phase, at);
      if (!screen.hasStatus && event.phase !== 'finish') screen.line(`  ${oneLine(event.label)}`);
    }
    if (event.type === 'job-complete') closePhase(at);
    if (event.type === 'job-failed') closePhase(at, marks.failure);
    if (event.type === 'job-cancelled') closePhase(at, marks.ended);
    const words = describeEvent(event);
    if (words?.kind === 'now') now = words.text;
    if (words?.kind === 'note') screen.say(words.text, marks[words.tone]);
  }

  function setCutOff(next: boolean): void {
    if (isCutOff === next) return;
    isCutOff = next;
    if (screen.hasStatus) return;
    screen.line(next ? 'Connection lost; the job goes on. Trying again …' : 'Connected again.');
  }

  return {
    event(event: JobEvent): void {
      take(event);
      draw();
    },
    /** Where a job that has not begun stands. */
    inLine(place: PlaceInLine): void {
      const words = queueWords(place);
      if (!screen.hasStatus && words !== inLine) screen.line(`${words}.`);
      inLine = words;
      draw();
    },
    connection({ state }: Connection): void {
      if (state === 'reconnecting' || state === 'offline') setCutOff(true);
      if (state === 'live' || state === 'polling') setCutOff(false);
      draw();
    },
    stop(): void {
      clearInterval(ticking);
      screen.status('');
    },
  };
}
