import type { Plan } from '#lib/schema/plan.ts';
import type { Quote } from '#lib/schema/quote.ts';
import { nothingFound } from '../nothing-found.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import type { Group } from './group-quotes.ts';
import { shortForm } from './short-form.ts';

/** Writes chosen groups as Markdown: the answer, then a section for each sub-question; quotes end with marks `[q3]`. */
export function writeMarkdown(groups: readonly Group[], { plan }: { plan: Plan }): string {
  const [answer, ...rest] = groups;
  if (!answer) return nothingFound();
  const used = new Set<number>();
  const sections = [writeGroups([answer], used)];
  const several = plan.sub_questions.length > 1;
  for (const [index, part] of plan.sub_questions.entries()) {
    const about = rest.filter(({ core }) => core[0]?.sub_question === index);
    const heading = several ? `## ${shortForm(part.question)}\n\n` : '';
    const body = writeGroups(about, used);
    if (body) sections.push(heading + body);
    else if (several && answer.core[0]?.sub_question !== index) {
      sections.push(heading + nothingFound(shortForm(part.question)));
    }
  }
  return `${sections.filter(Boolean).join('\n\n')}\n`;
}

/** Quotes in the order of their pages and texts; what follows each other there stands in one paragraph. */
function writeGroups(groups: readonly Group[], used: Set<number>): string {
  const quotes = [...new Set(groups.flatMap(({ quotes }) => quotes))].filter(
    ({ number }) => !used.has(number),
  );
  const pages = [...new Set(quotes.map(({ url }) => url))];
  quotes.sort((a, b) => pages.indexOf(a.url) - pages.indexOf(b.url) || a.start - b.start);
  let text = '';
  let previous: Quote | undefined;
  for (const quote of quotes) {
    used.add(quote.number);
    text += separator(previous, quote) + writeQuote(quote);
    previous = quote;
  }
  return text;
}

function separator(previous: Quote | undefined, quote: Quote): string {
  if (!previous) return '';
  if (previous.form === 'item' && quote.form === 'item') return '\n';
  const together =
    previous.form === 'sentence' &&
    quote.form === 'sentence' &&
    previous.url === quote.url &&
    previous.heading.join() === quote.heading.join();
  return together ? ' ' : '\n\n';
}

function writeQuote({ form, text, number }: Quote): string {
  if (form === 'code') return `${dedent(text)}\n\n[q${number}]`;
  if (form === 'table') return `${text}\n\n[q${number}]`;
  return `${escapeMarkdown(text)}[q${number}]`;
}

function dedent(code: string): string {
  const lines = code.split('\n');
  const indent = Math.min(...lines.filter((line) => line.trim()).map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(indent)).join('\n');
}
