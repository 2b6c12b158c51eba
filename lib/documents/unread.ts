/** Why a file that lies in a folder, was uploaded or was fetched is no page that can be searched and quoted. */
export type UnreadReason =
  /** It opens with a password only. */
  | 'protected'
  /** Pictures of pages, without text. */
  | 'scanned'
  /** Its form is broken: it ends too soon, or a sum does not fit. */
  | 'damaged'
  /** There is no text in it. */
  | 'empty'
  /** It, or what it unpacks to, is over a limit of size, memory or time. */
  | 'too-large'
  /** No reader for files of its kind. */
  | 'kind'
  /** Text in an encoding that nothing fits. */
  | 'encoding'
  /** It is there and cannot be opened. */
  | 'unreadable';

/** A file that was looked at and not read; `words` say so to people, as one sentence. */
export type Unread = { reason: UnreadReason; words: string };

/** Whether what came of reading a file is why it was not read. */
export const isUnread = (outcome: object): outcome is Unread => 'reason' in outcome && 'words' in outcome;

/** What readers throw at a file that they cannot read. */
export function unreadError(reason: UnreadReason, words: string): Error & { unread: Unread } {
  return Object.assign(new Error(words), { unread: { reason, words } });
}

/** Why a file was not read, of what its reader threw: too large where it asked for too much, else damaged where it did not say. */
export function unreadOf(thrown: unknown): Unread {
  const { unread, name } = (thrown ?? {}) as { unread?: Unread; name?: string };
  if (name === 'RangeError')
    return { reason: 'too-large', words: 'It is larger, or nested deeper, than can be read.' };
  return unread ?? { reason: 'damaged', words: 'It is damaged: its form is broken.' };
}
