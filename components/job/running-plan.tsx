import { formatCount } from '#components/format-count.ts';
import type { JobLog } from '#components/job-log/reduce-events.ts';
import { PlanDays } from '#components/plan/plan-days.tsx';
import { Icon, type IconName } from '#components/ui/icon.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { ReviewState } from '#lib/schema/event.ts';
import { RunningSearch } from './running-search.tsx';

/** What stands in the place of a text until its first words: the parts of the question, how far each is, what comes in. */
export function RunningPlan({ log, noun = 'report' }: { log: JobLog; noun?: string }) {
  if (!log.plan) {
    return (
      <div className="report flex flex-col gap-3" aria-hidden="true">
        <Skeleton className="w-3/5" />
        <Skeleton className="w-4/5" />
        <Skeleton className="w-1/2" />
      </div>
    );
  }
  return (
    <section className="report" aria-label="Plan">
      <h3 className="report-h2 mt-0!">What is being looked for</h3>
      <ol className="mt-3 list-none! pl-0!">
        {log.plan.sub_questions.map(({ question }, index) => (
          <li
            key={question}
            className="mt-0! grid grid-cols-[1.25rem_minmax(0,1fr)] gap-2 border-t border-line py-2.5"
          >
            <PartSign log={log} index={index} />
            <span className="min-w-0">
              <span dir="auto" className="block">
                {question}
              </span>
              <PartWords log={log} index={index} />
            </span>
          </li>
        ))}
      </ol>
      <PlanDays plan={log.plan} />
      <RunningSearch log={log} />
      <p className="text-sm text-ink-3">The {noun} appears here as it is written.</p>
    </section>
  );
}

const stateWords: Record<ReviewState, string> = {
  answered: 'Answered',
  thin: 'Something was found',
  contradicted: 'Pages contradict each other',
  open: 'Nothing was found',
};

/** How many quotes there are for a part, and what the last look over them said. */
function PartWords({ log, index }: { log: JobLog; index: number }) {
  const notes = log.notes.filter(({ subQuestion }) => subQuestion === index);
  const told = log.review?.states.find(({ sub_question }) => sub_question === index);
  const pages = new Set(notes.map(({ url }) => url)).size;
  const words = [
    ...(told ? [told.reason ? `${stateWords[told.state]}: ${told.reason}` : stateWords[told.state]] : []),
    ...(notes.length > 0 ? [`${formatCount(notes.length, 'quote')} from ${formatCount(pages, 'page')}`] : []),
  ];
  if (words.length === 0) return null;
  return <span className="block text-xs text-ink-3">{words.join(' · ')}</span>;
}

/** How far a part is: what the last look over the notes said of it, searching until then. */
function PartSign({ log, index }: { log: JobLog; index: number }) {
  if (!log.phases.includes('gather')) return <Sign name="ring" word="To come" className="text-ink-3" />;
  const state = log.review?.states.find(({ sub_question }) => sub_question === index)?.state;
  const isOver = log.review?.stop != null;
  if (state === 'answered') return <Sign name="check" word="Found" className="text-good-fg" />;
  if (!isOver) return <Sign name="arc" word="Searching" className="animate-spin text-running-fg" />;
  if (state === 'open') return <Sign name="cross" word="Nothing was found" className="text-bad-fg" />;
  if (state === 'contradicted') return <Sign name="unequal" word="Disputed" className="text-waiting-fg" />;
  return <Sign name="half" word="Something was found" className="text-waiting-fg" />;
}

function Sign({ name, word, className }: { name: IconName; word: string; className: string }) {
  return (
    <span className="mt-0.5">
      <Icon name={name} className={className} />
      <span className="sr-only">{word}: </span>
    </span>
  );
}
