export type Section = { start: number; text: string; heading: { level: number; text: string } | null };

const headingLine = /^(#{1,6})\s+(.*?)\s*#*$/;
const fenceLine = /^ {0,3}(`{3,}|~{3,})/;

/**
 * Splits Markdown before each heading that is not inside a code block; the parts joined are the whole again. A part
 * that has not changed need not be drawn again while the report grows. `start` is a UTF-16 offset.
 */
export function splitSections(markdown: string): Section[] {
  const sections: Section[] = [];
  let fence = '';
  let offset = 0;
  for (const line of markdown.split(/(?<=\n)/)) {
    fence = fenceAfter(line, fence);
    const heading = fence === '' ? headingLine.exec(line.trimEnd()) : null;
    const current = sections.at(-1);
    if (heading || !current) {
      const found = heading && { level: heading[1]?.length ?? 1, text: plainText(heading[2] ?? '') };
      sections.push({ start: offset, text: line, heading: found });
    } else {
      current.text += line;
    }
    offset += line.length;
  }
  return sections;
}

/** The marker of the code block that is open after this line, or nothing. */
function fenceAfter(line: string, open: string): string {
  const marker = fenceLine.exec(line)?.[1];
  if (!marker) return open;
  if (open === '') return marker;
  const closes = marker[0] === open[0] && marker.length >= open.length && line.trim() === marker;
  return closes ? '' : open;
}

/** The words of a heading without its Markdown. */
function plainText(markdown: string): string {
  return markdown
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`]+/g, (marks) => (marks === '_' ? '_' : ''))
    .trim();
}

/** A section of the outline that has no words yet; `before` is where they will stand: the offset of what follows. */
export type ComingSection = { id: string; title: string; before: number };

/** The sections of an outline that are not begun, each before the next one that is, or at the end of the text. */
export function findComing({
  outline,
  parts,
  end,
}: {
  outline: { sections: { text_id: string; title: string }[] } | null;
  parts: readonly { id: string; start: number }[];
  end: number;
}): ComingSection[] {
  const sections = outline?.sections ?? [];
  const startOf = (id: string) => parts.find((part) => part.id === id)?.start;
  return sections.flatMap(({ text_id, title }, index) => {
    if (startOf(text_id) !== undefined) return [];
    const next = sections.slice(index + 1).find((later) => startOf(later.text_id) !== undefined);
    return [{ id: text_id, title, before: (next && startOf(next.text_id)) ?? end }];
  });
}
