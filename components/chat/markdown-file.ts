import type { CitedPage } from '#components/job-log/reduce-events.ts';

/** An answer as a text of its own: citation marks as plain numbers, and the pages that they stand for at its end. */
export function toMarkdownFile(markdown: string, pages: CitedPage[]): string {
  const text = markdown.replace(/\[(\d+)\]\(#cite-\d+\)/g, '[$1]').trimEnd();
  if (pages.length === 0) return `${text}\n`;
  const lines = pages.map(({ number, title, url }) => `[${number}] ${title}, <${url}>`);
  return `${text}\n\n## Sources\n\n${lines.join('  \n')}\n`;
}

/** A name for the file that every system takes: the question's first words. */
export function nameFile(question: string): string {
  const words = question
    .normalize('NFKD')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return `${(words ?? ['answer']).slice(0, 8).join('-').slice(0, 60)}.md`;
}
