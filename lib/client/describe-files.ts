import { count, formatNumber } from '#lib/schema/count.ts';
import { type FileAccount, type FileReason, isMissed } from '#lib/schema/file-account.ts';

/** Why files are not read, as it stands behind their number: "3 of a kind that is not read". */
export const reasonWords: Record<FileReason, string> = {
  kind: 'of a kind that is not read',
  'too-large': 'too large',
  empty: 'without text',
  encoding: 'in an unknown encoding',
  damaged: 'damaged',
  protected: 'protected by a password',
  scanned: 'scanned, without text',
  link: 'a link that leads out of the folder or nowhere',
  duplicate: 'a link to what is read under another name',
  hidden: 'hidden or installed, left out on purpose',
  index: 'an index of other files, left out on purpose',
  unreadable: 'not to be opened',
};

/**
 * `12 of 19 files can be searched; 5 are not read: 3 of a kind that is not read, 2 without text`. While some are still to
 * be read, how many were looked at, of all that were seen: what turns out to be no text or an index counts there too, so
 * that the whole stays as large as it is.
 */
export function describeFiles({ seen, read, waiting, unread }: FileAccount): string {
  const missed = unread.filter(({ reason }) => isMissed(reason));
  const sum = missed.reduce((total, each) => total + each.count, 0);
  const looked = `${formatNumber(seen - waiting)} of ${count(seen, 'file')} looked at`;
  const parts = [
    waiting > 0
      ? `${looked}, ${formatNumber(read)} can be searched`
      : `${formatNumber(read)} of ${count(read + sum, 'file')} can be searched`,
  ];
  if (sum > 0) {
    const reasons = missed
      .map((each) => `${formatNumber(each.count)} ${reasonWords[each.reason]}`)
      .join(', ');
    parts.push(`${formatNumber(sum)} ${sum === 1 ? 'is' : 'are'} not read: ${reasons}`);
  }
  return parts.join('; ');
}

/** Some files of a reason by name, and how many more there are: `a.pdf, b.pdf and 3 more`. */
export function nameExamples({
  examples,
  count: all,
}: {
  examples: readonly string[];
  count: number;
}): string {
  const rest = all - examples.length;
  return examples.join(', ') + (rest > 0 ? ` and ${formatNumber(rest)} more` : '');
}
