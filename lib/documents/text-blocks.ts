import { labelLines } from './label-lines.ts';
import { oneLine, type PageBlock } from './write-blocks.ts';

/** The blocks of words without any form: paragraphs, and lists where each line begins as items do. */
export function textBlocks(text: string): PageBlock[] {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n/)
    .flatMap((part): PageBlock[] => {
      const lines = part.split('\n').filter((line) => line.trim());
      const isList = lines.length > 0 && /^\s*[-*•]\s/.test(lines[0] ?? '');
      if (!isList) return [labelLines(lines) ?? { kind: 'paragraph', words: oneLine(part) }];
      const items: string[] = [];
      for (const line of lines) {
        const [, words] = /^\s*[-*•]\s+(.*)$/.exec(line) ?? [];
        if (words !== undefined) items.push(words);
        else items.push(`${items.pop() ?? ''} ${line}`);
      }
      return [
        {
          kind: 'list',
          firstNumber: undefined,
          items: items.map((words) => [{ kind: 'paragraph', words: oneLine(words) }]),
        },
      ];
    });
}
