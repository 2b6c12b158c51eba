import { nextTryWords } from '#lib/client/next-try-words.ts';
import { count } from '#lib/schema/count.ts';
import type { EventBody } from '#lib/schema/event.ts';

/** What an event says: `now` is what is going on until the next one, a `note` is worth a line of its own. */
export type EventWords =
  | { kind: 'now'; text: string }
  | { kind: 'note'; tone: 'warning' | 'failure'; text: string };

const now = (text: string): EventWords => ({ kind: 'now', text });
const warning = (text: string): EventWords => ({ kind: 'note', tone: 'warning', text });
const failure = (text: string): EventWords => ({ kind: 'note', tone: 'failure', text });

/** Puts an event into words; null for events that say nothing new beside their neighbours. */
export function describeEvent(event: EventBody): EventWords | null {
  switch (event.type) {
    case 'step-started':
    case 'step-progress':
      return now(event.label);
    case 'step-failed':
      return failure(`The step ${event.step} failed: ${event.error.message}`);
    case 'step-retrying': {
      const seconds = count(Math.round(event.delay_seconds), 'second');
      return warning(`The step ${event.step} is tried again in ${seconds}: ${event.error.message}`);
    }
    case 'search-started':
      return now(`Searching ${event.source_id}: ${event.query}`);
    case 'source-found':
      return now(`Reading “${event.title}”`);
    case 'source-failed':
      // A page that cannot be read is counted; a source that cannot be asked is news.
      return event.url === null
        ? warning(
            `The source ${event.source_id} could not be asked: ${event.reason} ${nextTryWords(event.next_try_at, new Date())}`.trim(),
          )
        : null;
    case 'text-start':
      return now(event.model ? `Writing with ${event.model}` : 'Writing');
    case 'text-reset':
      return warning(event.reason);
    case 'claim-checked':
      return now(`Checking claims: ${event.claim.text}`);
    case 'note-taken':
      return now(`${count(event.notes.length, 'quote')} from ${event.url}`);
    case 'review':
      return now(event.stop ? `Searching ended: ${event.stop}` : 'Looking for what is missing');
    case 'outline-created':
      return now(count(event.sections.length, 'section'));
    case 'warning':
      return warning(event.message);
    case 'job-waiting':
      return warning('The plan is waiting for approval on the page of the job.');
    case 'plan-approved':
    case 'job-created':
    case 'job-started':
    case 'job-progress':
    case 'plan-created':
    case 'step-end':
    case 'search-end':
    case 'source-read':
    case 'text-delta':
    case 'text-end':
    case 'text-edit':
    case 'citation-added':
    case 'verdict':
    case 'usage':
    case 'job-complete':
    case 'job-failed':
    case 'job-cancelled':
      return null;
    default:
      return event satisfies never;
  }
}
