import { type FileAccount, FileReason } from '#lib/schema/file-account.ts';

/** A file, or a folder that is not looked into, that is not searched; `name` is its path below its folder's name. */
export type Aside = { reason: FileReason; name: string };

const mostExamples = 5;

/** Two accounts as one. */
export function joinAccounts(one: FileAccount, two: FileAccount): FileAccount {
  const unread = FileReason.options.flatMap((reason) => {
    const both = [...one.unread, ...two.unread].filter((each) => each.reason === reason);
    if (both.length === 0) return [];
    const examples = both.flatMap((each) => each.examples).slice(0, mostExamples);
    return [{ reason, count: both.reduce((sum, { count }) => sum + count, 0), examples }];
  });
  return {
    seen: one.seen + two.seen,
    read: one.read + two.read,
    waiting: one.waiting + two.waiting,
    unread,
  };
}

/** Counts every file that was seen: those that were read, those still to be read, and the others by reason. */
export function accountFiles(
  aside: readonly Aside[],
  { read, waiting }: { read: number; waiting: number },
): FileAccount {
  const names = new Map<FileReason, string[]>();
  for (const { reason, name } of aside) {
    const known = names.get(reason);
    if (known) known.push(name);
    else names.set(reason, [name]);
  }
  const unread = FileReason.options.flatMap((reason) => {
    const known = names.get(reason);
    return known ? [{ reason, count: known.length, examples: known.slice(0, mostExamples) }] : [];
  });
  return { seen: read + waiting + aside.length, read, waiting, unread };
}
