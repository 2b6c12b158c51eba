import { count } from '#lib/schema/count.ts';

/** That only the beginning of a long page was read, as a sentence; nothing where it was read whole. */
export const cutWords = (cutFrom: number | undefined): string =>
  cutFrom === undefined ? '' : `Only its beginning was read: it has ${count(cutFrom, 'character')}.`;
