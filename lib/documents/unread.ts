import type { FileReason } from '#lib/schema/file-account.ts';

/** A file that was looked at and not read; `words` say so to people, as one sentence. */
export type Unread = { reason: FileReason; words: string };

/** Whether what came of reading a file is why it was not read. */
export const isUnread = (outcome: object): outcome is Unread => 'reason' in outcome && 'words' in outcome;

/** What readers throw at a file that they cannot read. */
export function unreadError(reason: FileReason, words: string): Error & { unread: Unread } {
  return Object.assign(new Error(words), { unread: { reason, words } });
}

/** What is said of a file that costs more to read than any may. */
export const tooMuch: Unread = {
  reason: 'too-large',
  words: 'Its reading takes too much time or memory: split it, or save it as plain text.',
};

/** What readers throw at a file that a program made of others, which are read themselves. */
export const indexError = () =>
  unreadError('index', 'It is an index of other files, made by a program for a search.');

/** Why a file was not read, of what its reader threw: too large where it asked for too much, else damaged where it did not say. */
export function unreadOf(thrown: unknown): Unread {
  const { unread, name } = (thrown ?? {}) as { unread?: Unread; name?: string };
  if (name === 'RangeError')
    return { reason: 'too-large', words: 'It is larger, or nested deeper, than can be read.' };
  return unread ?? { reason: 'damaged', words: 'It is damaged: its form is broken.' };
}
