import type { Office } from '../unpack/office.ts';
import { allXml, elementsOf, findXml, wordsOfXml, type Xml } from '../unpack/xml.ts';
import { unreadError } from '../unread.ts';
import { oneLine, type PageBlock } from '../write-blocks.ts';
import { joinLists, type Piece } from './join-lists.ts';
import { tableBlocks } from './table-blocks.ts';

/** The blocks of a presentation: a heading with number and title for each slide, its texts, tables and notes. */
export function slideBlocks(office: Office): PageBlock[] {
  const main = 'ppt/presentation.xml';
  const presentation = office.part(main);
  if (!presentation) throw unreadError('damaged', 'It is damaged: it has no slides part.');
  const targets = office.targetsOf(main);
  const slides = [...allXml(presentation, 'sldId')].flatMap(({ attributes }) => {
    // Both are called "id" without their prefixes: the one that is a target's counts.
    const target = [...targets].find(([id]) => id === attributes.id)?.[1].target;
    return target ? [target] : [];
  });
  const names = slides.length > 0 ? slides : numbered(office.zip.names);
  return names.flatMap((name, at) => slide(office, { name, number: at + 1 }));
}

function numbered(names: readonly string[]): string[] {
  const numberOf = (name: string) => Number(/(\d+)\.xml$/.exec(name)?.[1] ?? 0);
  return names
    .filter((name) => /^ppt\/slides\/slide\d+\.xml$/.test(name))
    .sort((left, right) => numberOf(left) - numberOf(right));
}

function slide(office: Office, { name, number }: { name: string; number: number }): PageBlock[] {
  const root = office.part(name);
  if (!root) return [];
  const shapes = [...shapesOf(root)];
  const titleOf = (shape: Xml) => /title/i.test(findXml(shape, 'ph')?.attributes.type ?? '');
  const title = oneLine(shapes.filter(titleOf).map(textOf).join(' '));
  const pieces = shapes.filter((shape) => !titleOf(shape)).flatMap(shapePieces);
  const notes = [...office.targetsOf(name).values()].find(({ type }) => type === 'notesSlide')?.target;
  const said = notes ? notesOf(office.part(notes)) : '';
  return [
    { kind: 'heading', depth: 2, words: title ? `Slide ${number}: ${title}` : `Slide ${number}` },
    ...joinLists(pieces),
    ...(said ? [{ kind: 'paragraph', words: `Notes: ${said}` } as const] : []),
  ];
}

function* shapesOf(element: Xml): Generator<Xml> {
  for (const child of elementsOf(element)) {
    if (child.name === 'sp' || child.name === 'graphicFrame') yield child;
    else if (child.name !== 'Fallback') yield* shapesOf(child);
  }
}

function shapePieces(shape: Xml): Piece[] {
  if (shape.name === 'graphicFrame') {
    const rows = [...allXml(shape, 'tr')].map((row) =>
      [...allXml(row, 'tc')].map((cell) => oneLine(textOf(cell))),
    );
    return tableBlocks(rows, { hasHead: false });
  }
  const kind = findXml(shape, 'ph')?.attributes.type ?? '';
  if (/^(?:sldNum|dt|ftr)$/.test(kind)) return [];
  const isBody = findXml(shape, 'ph') !== undefined && kind !== 'subTitle';
  return [...allXml(shape, 'p')].flatMap((paragraph): Piece[] => {
    const words = oneLine(textOf(paragraph));
    if (!words) return [];
    const level = Number(findXml(paragraph, 'pPr')?.attributes.lvl ?? 0);
    return isBody
      ? [{ kind: 'item', level, isNumbered: false, words } as const]
      : [{ kind: 'paragraph', words } as const];
  });
}

function textOf(element: Xml): string {
  return elementsOf(element)
    .map((child) => {
      if (child.name === 't') return wordsOfXml(child);
      if (child.name === 'br') return ' ';
      return textOf(child) + (child.name === 'p' ? ' ' : '');
    })
    .join('');
}

function notesOf(root: Xml | undefined): string {
  const shapes = root ? [...shapesOf(root)] : [];
  return oneLine(
    shapes
      .filter((shape) => findXml(shape, 'ph')?.attributes.type === 'body')
      .map(textOf)
      .join(' '),
  );
}
