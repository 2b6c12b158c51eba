import { deflateSync } from 'node:zlib';

type Options = {
  title?: string;
  /** Pictures in place of words, as scanners make them. */
  isScanned?: boolean;
  /** Says that it is encrypted, with keys that no empty password opens. */
  isLocked?: boolean;
  /** Fields of a form on the first page, each at the height of that line: what was filled in, as PDF writes it. */
  fields?: { line: number; entries: string }[];
  /** Content streams by themselves, for what no writer would write. */
  streams?: Buffer[];
  /** What it says of its sections: their titles, the pages on which they begin, counted from 0. */
  outline?: Entry[];
};
type Entry = { title: string; page: number; below?: Entry[] };

/**
 * A PDF with packed pages; each line is drawn by itself, at a size (12 by default) that begins it as `18|words`, with `b`
 * behind it in bold letters, with `c` in those of a typewriter; an empty one is a gap.
 */
export function makePdf(
  pages: string[][],
  { title = '', isScanned = false, isLocked = false, fields = [], streams, outline = [] }: Options = {},
): Buffer {
  const objects: Buffer[] = [];
  const add = (body: string | Buffer) => objects.push(Buffer.from(body as string));
  const contents = streams ?? pages.map((lines) => deflateSync(isScanned ? picture : drawn(lines)));
  const font = 3 + contents.length * 2;
  const [typewriter, bold, root] = [1, 2, 3].map((after) => font + fields.length + after);
  const numbers = fields.map((_, at) => `${font + 1 + at} 0 R`).join(' ');
  add(
    `<</Type/Catalog/Pages 2 0 R${outline.length > 0 ? `/Outlines ${root} 0 R` : ''}${fields.length > 0 ? `/AcroForm<</Fields[${numbers}]/DA(/F 12 Tf)>>` : ''}>>`,
  );
  add(
    `<</Type/Pages/Count ${contents.length}/Kids[${contents.map((_, at) => `${3 + at * 2} 0 R`).join(' ')}]>>`,
  );
  for (const [at, packed] of contents.entries()) {
    const resources = isScanned
      ? `/XObject<</I ${font} 0 R>>`
      : `/Font<</F ${font} 0 R/Fc ${typewriter} 0 R/Fb ${bold} 0 R>>`;
    add(
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<${resources}>>/Contents ${4 + at * 2} 0 R${at === 0 && fields.length > 0 ? `/Annots[${numbers}]` : ''}>>`,
    );
    add(stream('/Filter/FlateDecode', packed));
  }
  if (isScanned)
    add(
      stream(
        '/Type/XObject/Subtype/Image/Width 40/Height 60/ColorSpace/DeviceGray/BitsPerComponent 8',
        Buffer.alloc(2400),
      ),
    );
  else add('<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>');
  for (const { line, entries } of fields) {
    const y = 800 - line * 15.6;
    add(`<</Type/Annot/Subtype/Widget/P 3 0 R/F 4/Rect[250 ${y - 4} 400 ${y + 14}]${entries}>>`);
  }
  for (const name of ['Courier', 'Helvetica-Bold'])
    add(`<</Type/Font/Subtype/Type1/BaseFont/${name}/Encoding/WinAnsiEncoding>>`);
  if (outline.length > 0) addOutline(add, { entries: outline, number: root as number });
  add(`<</Title(${title})>>`);
  if (isLocked) add(`<</Filter/Standard/V 1/R 2/O<${'ab'.repeat(32)}>/U<${'cd'.repeat(32)}>/P -4>>`);
  return assemble(objects, isLocked);
}

/** Adds the root, whose number is given, and after it the entries in the order in which they are read. */
function addOutline(add: (body: string) => unknown, given: { entries: Entry[]; number: number }): void {
  type Placed = { title: string; page: number; number: number; parent: number; below: Placed[] };
  let last = given.number;
  const place = (entries: Entry[], parent: number): Placed[] =>
    entries.map((entry) => {
      last += 1;
      const number = last;
      return { ...entry, number, parent, below: place(entry.below ?? [], number) };
    });
  const ends = (entries: Placed[]) =>
    entries.length > 0 ? `/First ${entries[0]?.number} 0 R/Last ${entries.at(-1)?.number} 0 R` : '';
  const write = (entries: Placed[]) => {
    for (const [at, { title, page, parent, below }] of entries.entries()) {
      const next = entries[at + 1];
      const links = `/Parent ${parent} 0 R${next ? `/Next ${next.number} 0 R` : ''}${ends(below)}`;
      add(`<</Title(${title})${links}/Dest[${3 + page * 2} 0 R/Fit]>>`);
      write(below);
    }
  };
  const entries = place(given.entries, given.number);
  add(`<</Type/Outlines${ends(entries)}>>`);
  write(entries);
}

const picture = 'q 595 0 0 842 0 0 cm /I Do Q';

function drawn(lines: string[]): Buffer {
  let y = 800;
  const drawing = lines.map((line) => {
    const [, size = '12', font = '', words = line] = /^(\d+)([bc]?)\|(.*)$/s.exec(line) ?? [];
    y -= line ? Number(size) * 1.3 : 14;
    const cells = words
      .split('\t')
      .map((cell, at) => `1 0 0 1 ${60 + at * 150} ${y} Tm (${cell.replace(/[\\()]/g, '\\$&')}) Tj`);
    return line ? `BT /F${font} ${size} Tf ${cells.join(' ')} ET` : '';
  });
  return Buffer.from(drawing.join('\n'), 'latin1');
}

function stream(head: string, bytes: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`<<${head}/Length ${bytes.length}>>\nstream\n`),
    bytes,
    Buffer.from('\nendstream'),
  ]);
}

function assemble(objects: readonly Buffer[], isLocked: boolean): Buffer {
  const parts = [Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  const places: number[] = [];
  let at = parts[0]?.length ?? 0;
  for (const [index, body] of objects.entries()) {
    const part = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), body, Buffer.from('\nendobj\n')]);
    places.push(at);
    parts.push(part);
    at += part.length;
  }
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const info = objects.length - (isLocked ? 1 : 0);
  const encrypt = isLocked
    ? `/Encrypt ${objects.length} 0 R/ID[<${'00'.repeat(16)}><${'00'.repeat(16)}>]`
    : '';
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<</Size ${objects.length + 1}/Root 1 0 R/Info ${info} 0 R${encrypt}>>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}
