import { z } from 'zod';

/** Why a file (or a folder that is not looked into) is not searched. */
export const FileReason = z.enum([
  /** No reader for files of its kind. */
  'kind',
  /** It, or what it unpacks to, is over a limit. */
  'too-large',
  'empty',
  /** Text in an encoding that nothing fits, or no text at all. */
  'encoding',
  'damaged',
  /** It opens with a password only. */
  'protected',
  /** Pictures of pages, without text. */
  'scanned',
  /** A link that leads out of the folder or nowhere. */
  'link',
  /** A link to what is read under another name. */
  'duplicate',
  /** Its name begins with a dot, or a program put it there: a package manager, a maker of web pages what draws them. */
  'hidden',
  /** A program made it of other files, which are read: the index of a book or of a site, or all its pages in one. */
  'index',
  /** It may not be opened, or lies too deep. */
  'unreadable',
]);
export type FileReason = z.infer<typeof FileReason>;

/** Every file that was seen: `seen` is `read` + `waiting` + the sum of the counts. A folder that is not looked into counts once. */
export const FileAccount = z.object({
  seen: z.number().int(),
  read: z.number().int(),
  /** Still to be read. */
  waiting: z.number().int(),
  unread: z.array(
    z.object({
      reason: FileReason,
      count: z.number().int(),
      /** Paths of some of them, below the name of their folder. */
      examples: z.array(z.string()),
    }),
  ),
});
export type FileAccount = z.infer<typeof FileAccount>;

export const noFiles: FileAccount = { seen: 0, read: 0, waiting: 0, unread: [] };

/** What is left out because it should be. */
const meant: readonly FileReason[] = ['duplicate', 'hidden', 'index'];

/** Whether somebody may miss files of this reason. */
export const isMissed = (reason: FileReason): boolean => !meant.includes(reason);
