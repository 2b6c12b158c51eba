import type { getDocumentProxy } from 'unpdf';
import type { PageBlock } from '../write-blocks.ts';
import type { Line } from './page-lines.ts';

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;
/** What is read of a field; a box that is ticked has its own value, others `Off`. */
type Field = {
  fieldType?: string;
  fieldName?: string;
  fieldValue?: unknown;
  alternativeText?: string;
  buttonValue?: string | null;
  exportValue?: string;
  checkBox?: boolean;
  radioButton?: boolean;
  password?: boolean;
  rect?: number[];
};

const longestLabel = 200;

/** What people filled into the forms of a PDF: a list a page, each value with its label; nothing for pages without. */
export async function readFields(
  pdf: Pdf,
  pages: readonly (readonly Line[])[],
): Promise<(PageBlock | undefined)[]> {
  const known = await pdf.getFieldObjects().catch(() => null);
  if (!known) return [];
  const filled = new Set(Object.values(known).flatMap((fields) => fields.map((field) => pageOf(field))));
  const lists: (PageBlock | undefined)[] = pages.map(() => undefined);
  for (const [at, lines] of pages.entries()) {
    if (!filled.has(at)) continue;
    const page = await pdf.getPage(at + 1).catch(() => undefined);
    const fields = ((await page?.getAnnotations().catch(() => [])) ?? []) as Field[];
    const items = fields.flatMap((field) => {
      const value = filledIn(field);
      return value ? [`${labelOf(field, lines)}: ${value}`] : [];
    });
    if (items.length === 0) continue;
    const asItem = (words: string): PageBlock[] => [{ kind: 'paragraph', words }];
    lists[at] = { kind: 'list', firstNumber: undefined, items: items.map(asItem) };
  }
  return lists;
}

const pageOf = (field: unknown) => (field as { page?: number }).page ?? -1;

function filledIn({ fieldType, fieldValue, password, checkBox, radioButton, ...field }: Field): string {
  if (password || fieldType === 'Sig') return '';
  if (checkBox || radioButton) {
    const own = radioButton ? field.buttonValue : field.exportValue;
    if (!fieldValue || fieldValue === 'Off' || (own && own !== fieldValue)) return '';
    return radioButton ? words(fieldValue) : 'yes';
  }
  const values = Array.isArray(fieldValue) ? fieldValue : [fieldValue];
  return values.map(words).filter(Boolean).join(', ');
}

const words = (value: unknown) =>
  typeof value === 'string' ? value.replaceAll('\0', '').replace(/\s+/g, ' ').trim() : '';

/** What its author calls it, else what stands before it on its line, else its name in the program. */
function labelOf({ alternativeText, fieldName = '', rect }: Field, lines: readonly Line[]): string {
  const [left = 0, bottom = 0, , top = 0] = rect ?? [];
  const before = lines
    .filter(({ x, y, size }) => x < left && y >= bottom - size * 0.6 && y <= top)
    .flatMap(({ cells }) => cells.filter(({ x }) => x < left))
    .sort((one, other) => one.x - other.x)
    .at(-1)?.text;
  const label = words(alternativeText) || words(before) || words(fieldName).split('.').at(-1) || 'Field';
  return label
    .slice(0, longestLabel)
    .toWellFormed()
    .replace(/[\s:]+$/, '');
}
