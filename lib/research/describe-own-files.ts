import { type FileAccount, isMissed } from '#lib/schema/file-account.ts';
import type { ReportWords } from './words/report-words.ts';

/** What became of own documents, in one sentence of ours: for an answer that found nothing in them. */
export function describeOwnFiles(
  { files: words }: ReportWords,
  { read, waiting, unread }: FileAccount,
): string {
  const { part, list, colon, open, close, end } = words.signs;
  const missed = unread.filter(({ reason }) => isMissed(reason));
  const left = missed.reduce((sum, { count }) => sum + count, 0);
  if (read + waiting + left === 0) return words.none;
  const parts = [words.searched({ read, seen: read + waiting + left })];
  if (waiting > 0) parts.push(words.waiting(waiting));
  if (left > 0) {
    const reasons = missed.map(({ reason, count, examples }) => {
      const names = examples.slice(0, mostNames).map(asCode).join(list);
      const rest = count - Math.min(examples.length, mostNames);
      const shown = rest > 0 ? `${names} ${words.more(rest)}` : names;
      return `${words.reasons[reason]} ${count}${open}${shown}${close}`;
    });
    parts.push(`${words.unread}${colon}${reasons.join(list)}`);
  }
  return parts.join(part) + end;
}

const mostNames = 3;

/** A name as it is, whatever signs of Markdown it holds. */
const asCode = (name: string): string => `\`${name.replace(/[`\p{C}\p{Zl}\p{Zp}]/gu, '?')}\``;
