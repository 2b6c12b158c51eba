import { escapeBars } from './sheet-blocks.ts';
import { oneLine, type PageBlock } from './write-blocks.ts';

const maxDepth = 60;
const longest = 100_000;

/**
 * The blocks of structured data: values beside their names as items, objects below their path as headings, lists of
 * like objects as tables.
 */
export function valueBlocks(value: unknown, path: readonly string[] = []): PageBlock[] {
  if (path.length > maxDepth) return [];
  if (Array.isArray(value)) return arrayBlocks(value, path);
  if (!isObject(value)) return [{ kind: 'paragraph', words: words(value) }];
  const simple = Object.entries(value).filter(([, each]) => isSimple(each));
  const nested = Object.entries(value).filter(([, each]) => !isSimple(each));
  return [
    ...items(simple.map(([name, each]) => `${name}: ${words(each)}`)),
    ...nested.flatMap(([name, each]) => {
      const below = [...path, name];
      const blocks = valueBlocks(each, below);
      const heading: PageBlock = {
        kind: 'heading',
        depth: Math.min(6, below.length + 1),
        words: below.slice(-3).join(' › '),
      };
      return blocks.length > 0 ? [heading, ...blocks] : [];
    }),
  ];
}

/** What data is called: as it says, else as its file, with the ending that tells what it is: one of its keys is no name. */
export function titleOfData(value: unknown, path: string): string {
  const title = isObject(value) && typeof value.title === 'string' ? oneLine(value.title).slice(0, 200) : '';
  return title || (path.split(/[/\\]/).at(-1) ?? '');
}

function arrayBlocks(values: readonly unknown[], path: readonly string[]): PageBlock[] {
  const rows = values.filter(isObject).filter((row) => Object.values(row).every(isSimple));
  const columns = [...new Set(rows.slice(0, 1000).flatMap(Object.keys))];
  if (rows.length === values.length && rows.length > 1 && columns.length > 0 && columns.length <= 30) {
    const cells = rows.map((row) => columns.map((column) => escapeBars(words(row[column] ?? ''))));
    return [{ kind: 'table', rows: [columns.map(escapeBars), ...cells] }];
  }
  if (values.every(isSimple)) return items(values.map(words));
  return values.flatMap((value, at) => {
    const below = [...path, nameOf(value) ?? String(at + 1)];
    const blocks = valueBlocks(value, below);
    const heading: PageBlock = {
      kind: 'heading',
      depth: Math.min(6, below.length + 1),
      words: below.slice(-3).join(' › '),
    };
    return blocks.length > 0 ? [heading, ...blocks] : [];
  });
}

/** What an object in a list calls itself. */
function nameOf(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  const name = ['name', 'title', 'id', 'key']
    .map((key) => value[key])
    .find((each) => typeof each === 'string' && each);
  return typeof name === 'string' ? oneLine(name).slice(0, 80) : undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

const isSimple = (value: unknown): boolean =>
  !isObject(value) &&
  (!Array.isArray(value) ||
    (value.length <= 20 && value.every((each) => !isObject(each) && !Array.isArray(each))));

function words(value: unknown): string {
  if (value instanceof Date) return value.toISOString().replace('T00:00:00.000Z', '');
  if (Array.isArray(value)) return value.map(words).join(', ');
  return oneLine(String(value ?? '')).slice(0, longest);
}

function items(lines: readonly string[]): PageBlock[] {
  if (lines.length === 0) return [];
  return [
    {
      kind: 'list',
      firstNumber: undefined,
      items: lines.map((line) => [{ kind: 'paragraph', words: line }]),
    },
  ];
}
