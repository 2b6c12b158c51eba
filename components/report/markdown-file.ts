import { formatScore } from '#components/format-count.ts';
import type { CitedPage } from '#components/job-log/reduce-events.ts';
import { describeJudge } from '#components/status/writer-words.ts';
import { countClaims } from '#lib/client/count-claims.ts';
import { describeAccuracy, isMadeOfQuotes } from '#lib/client/describe-accuracy.ts';
import { countHeld } from '#lib/schema/count-held.ts';
import { nameScore, scoreWord } from '#lib/schema/name-score.ts';
import type { Verdict } from '#lib/schema/verdict.ts';

export type Taken = {
  question: string;
  markdown: string;
  pages: CitedPage[];
  verdict: Verdict | null;
};

/**
 * A report as a text of its own: its question, its words with citation marks as plain numbers, the pages that they stand
 * for, and how it was judged.
 */
export function toMarkdownFile({ question, markdown, pages, verdict }: Taken): string {
  const parts = [
    question.trim().replace(/^/gm, '> '),
    markdown.replace(/\[(\d+)\]\(#(?:cite|quote)-\d+\)/g, '[$1]').trim(),
    ...(pages.length > 0 ? [`## Sources\n\n${pages.map(sourceLine).join('  \n')}`] : []),
    ...(verdict ? [`## ${checkWord(verdict)}\n\n${describeVerdict(verdict)}`] : []),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const sourceLine = ({ number, title, url }: CitedPage): string => `[${number}] ${title}, <${url}>`;

/** What was done to a text: one that is made of quotes is held against them, and no more. */
export const checkWord = ({ claims }: Verdict): string => (isMadeOfQuotes(claims) ? 'Check' : 'Judgment');

/** How a text was judged, in a sentence or two. */
export function describeVerdict(verdict: Verdict): string {
  const { claims, overall, judged_by } = verdict;
  const counted = `${countClaims(countHeld(claims))}${overall === null ? '' : `, ${scoreWord(nameScore(verdict))} ${formatScore(overall)}`}`;
  const told = [counted, describeJudge(judged_by), describeAccuracy(verdict)];
  return `${told.filter(Boolean).join('. ')}.`;
}

/** A name for the file that every system takes: the question's first words. */
export function nameFile(question: string): string {
  const words = question
    .normalize('NFKD')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return `${(words ?? ['answer']).slice(0, 8).join('-').slice(0, 60)}.md`;
}
