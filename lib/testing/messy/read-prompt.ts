/** What the prompts of research hold, as a model reads them. */
export type PromptQuote = { number: number; text: string; published: string; kind: string; title: string };

export function quotesIn(prompt: string): PromptQuote[] {
  return [...prompt.matchAll(/<quote mark="q(\d+)"([^\n]*)>\n([\s\S]*?)\n<\/quote>/g)].map(
    ([, number, about = '', text = '']) => ({
      number: Number(number),
      text,
      published: /published="([^"]*)"/.exec(about)?.[1] ?? '',
      kind: /kind="([^"]*)"/.exec(about)?.[1] ?? '',
      title: /from="([^"]*)"/.exec(about)?.[1] ?? '',
    }),
  );
}

export function partsIn(prompt: string): string[] {
  const listed = /Its parts:\n([\s\S]*?)\n\n/.exec(prompt)?.[1] ?? '';
  return listed.split('\n').map((line) => line.replace(/^\d+\.\s+/, '').replace(/\s*\(wanted:.*$/, ''));
}

export const languageIn = (prompt: string): string =>
  /Language to write in: ([\w-]+)/.exec(prompt)?.[1] ?? 'en';

export const tagged = (prompt: string, tag: string): string =>
  new RegExp(`<${tag}>\\s*([\\s\\S]*?)\\s*</${tag}>`).exec(prompt)?.[1] ?? '';

export type PromptNote = { number: number; part: number; words: string; host: string };

export function notesIn(prompt: string): PromptNote[] {
  return [...prompt.matchAll(/^(\d+)\. \[part (\d+)[^\]]*\] (.*) \(([^(),]*)[^()]*\)$/gm)].map(
    ([, number, part, words = '', host = '']) => ({
      number: Number(number),
      part: Number(part),
      words,
      host,
    }),
  );
}
