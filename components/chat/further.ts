import { isTerminal } from '#lib/schema/job.ts';
import type { Message } from './message.ts';

/**
 * Of two states of one message, the one that tells more of its job. A stream that is resumed begins the message anew;
 * until it has caught up, what was there before stays.
 */
export function further(shown: Message | undefined, next: Message): Message {
  if (!shown || shown.role === 'user' || hasEnded(next)) return next;
  const [resets, length] = extentOf(next);
  const [shownResets, shownLength] = extentOf(shown);
  if (resets !== shownResets) return resets > shownResets ? next : shown;
  return length >= shownLength ? next : shown;
}

/** Whether the job of a message has come to its end. */
export function hasEnded(message: Message): boolean {
  const job = message.parts.find((part) => part.type === 'data-job');
  return job !== undefined && isTerminal(job.data.status);
}

/** How often the writer began again, and how much there is since: between two resets a message only grows. */
function extentOf({ parts }: Message): [number, number] {
  const resets = parts.filter(({ type }) => type === 'data-text-reset').length;
  const characters = parts.reduce((sum, part) => sum + (part.type === 'text' ? part.text.length : 0), 0);
  return [resets, parts.length + characters];
}
