export type ContextPart = { text: string; marked: boolean };
export type ContextLine = { kind: 'text' | 'heading' | 'code'; parts: ContextPart[] };

const fence = /^\s*(`{3,}|~{3,})/;
const heading = /^#{1,6}\s+/;

/**
 * The lines of a quote and of the text around it, with the quote's own words marked. The Markdown of the page becomes
 * kinds of lines: its fences go, headings lose their signs, empty lines are dropped. A quote never begins inside a code
 * block, so an odd number of fences before it means that the excerpt did.
 */
export function contextLines({
  before,
  text,
  after,
}: {
  before: string;
  text: string;
  after: string;
}): ContextLine[] {
  const from = before.length;
  const to = from + text.length;
  let inCode = before.split('\n').filter((line) => fence.test(line)).length % 2 === 1;
  let offset = 0;
  const lines: ContextLine[] = [];
  for (const line of `${before}${text}${after}`.split('\n')) {
    const start = offset;
    offset += line.length + 1;
    if (fence.test(line)) {
      inCode = !inCode;
      continue;
    }
    if (line.trim() === '' && !inCode) continue;
    const cut = inCode ? 0 : (heading.exec(line)?.[0].length ?? 0);
    lines.push({
      kind: kindOf(inCode, cut),
      parts: splitAt(line.slice(cut), { from: from - start - cut, to: to - start - cut }),
    });
  }
  return lines;
}

function kindOf(inCode: boolean, cut: number): ContextLine['kind'] {
  if (inCode) return 'code';
  return cut > 0 ? 'heading' : 'text';
}

function splitAt(line: string, { from, to }: { from: number; to: number }): ContextPart[] {
  const at = (offset: number) => Math.min(line.length, Math.max(0, offset));
  return [
    { text: line.slice(0, at(from)), marked: false },
    { text: line.slice(at(from), at(to)), marked: true },
    { text: line.slice(at(to)), marked: false },
  ].filter((part) => part.text !== '');
}
