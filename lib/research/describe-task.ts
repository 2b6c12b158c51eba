import type { ChatMessage } from '#lib/schema/chat-message.ts';
import type { Plan } from '#lib/schema/plan.ts';
import type { Quote } from '#lib/schema/quote.ts';
import { clip } from '#lib/text/clip.ts';
import { findingsOf } from './choose-quotes.ts';
import { describeConversation } from './describe-conversation.ts';
import { describeDays } from './describe-days.ts';

/** What every prompt of a job begins with, so that calls share it: the day, the question, its parts. */
export function describeTask({
  now,
  question,
  conversation = [],
  plan,
}: {
  now: Date;
  question: string;
  conversation?: readonly ChatMessage[] | undefined;
  plan?: Plan | undefined;
}): string {
  const parts = plan?.sub_questions.map(
    ({ question, expects }, index) => `${index + 1}. ${question}${expects ? ` (wanted: ${expects})` : ''}`,
  );
  return [
    `Today is ${now.toISOString().slice(0, 10)}.`,
    `${describeConversation(conversation)}Question:\n<question>\n${question}\n</question>${plan ? describeDays(plan) : ''}`,
    ...(parts ? [`Its parts:\n${parts.join('\n')}`] : []),
    ...(plan?.brief ? [describeBrief(plan.brief)] : []),
  ].join('\n\n');
}

const describeBrief = ({ kind, language, length, pitfalls }: NonNullable<Plan['brief']>): string =>
  [
    `Wanted: ${kind}, ${length}. Language to write in: ${language}.`,
    ...(pitfalls ? [`It would be wrong if: ${pitfalls}`] : []),
  ].join('\n');

/** The quotes as a model reads them: number, page and place, then the words, delimited as text from outside. */
export function describeQuotes(quotes: readonly Quote[]): string {
  return quotes
    .map((quote) => {
      const words = quote.text.replaceAll('</quote', '<\\/quote');
      return `<quote mark="q${quote.number}" ${describeSource(quote)}>\n${words}\n</quote>`;
    })
    .join('\n');
}

function describeSource({ title, heading, url, page, stance }: Quote): string {
  const place = [title, ...heading.filter((words) => words !== title)].join(' › ');
  const said = {
    from: place,
    address: url,
    published: page?.published,
    kind: page?.kind,
    stance: stance === 'contradicts' ? stance : undefined,
  };
  return Object.entries(said)
    .flatMap(([name, value]) => (value ? [`${name}=${JSON.stringify(value).replaceAll('</', '<\\/')}`] : []))
    .join(' ');
}

/** The notes as whoever plans reads them: one line for each finding, without the quoted words where there is a gist. */
export function describeNotes(notes: readonly Quote[]): string {
  return findingsOf(notes)
    .flatMap((finding) => {
      const [first] = finding;
      if (!first) return [];
      const { sub_question, stance, gist, text, page } = first;
      const numbers = finding.map(({ number }) => number).join(', ');
      const words = clip((gist ?? text).replace(/\s+/g, ' '), 240);
      const from = [nameOfPage(first), page?.published, page?.kind].filter(Boolean).join(', ');
      return `${numbers}. [part ${sub_question + 1}${stance && stance !== 'supports' ? `, ${stance}` : ''}] ${words} (${from})`;
    })
    .join('\n');
}

/** Where a note comes from: the host of a page of the web, else the page's title, since all documents are in one place. */
function nameOfPage({ page, url, title }: Quote): string {
  if (/^https?:/.test(url)) return page?.host ?? hostOf(url);
  return clip(title.replace(/\s+/g, ' '), 80) || hostOf(url);
}

/** The host of an address without `www.`; its scheme's own name where it has none, such as `doc`. */
export function hostOf(url: string): string {
  if (!URL.canParse(url)) return '';
  const { host, protocol } = new URL(url);
  return protocol.startsWith('http') ? host.replace(/^www\./, '') : protocol.slice(0, -1);
}
