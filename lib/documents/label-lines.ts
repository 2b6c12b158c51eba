import { oneLine, type PageBlock } from './write-blocks.ts';

const label = /^[\p{L}\p{N}][^:：.,;!?`]{0,40}[:：]\s+\S/u;
const longestValue = 200;

/**
 * Lines of which each is a label with its value ("Tuesday: 13:00–17:00"), as the items of a list; undefined when they
 * are words that go on from line to line.
 */
export function labelLines(lines: readonly string[]): PageBlock | undefined {
  const filled = lines.map(oneLine).filter(Boolean);
  const isLabelled =
    filled.length > 1 && filled.every((line) => label.test(line) && line.length <= longestValue);
  if (!isLabelled) return undefined;
  return {
    kind: 'list',
    firstNumber: undefined,
    items: filled.map((words) => [{ kind: 'paragraph', words }]),
  };
}
