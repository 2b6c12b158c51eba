import { type Literal, readLiteral } from './read-literal.ts';

const openingTag = /^[ \t]*<([A-Z][\w.]*)(?=[\s/>])/;
const fence = /^[ \t]*(`{3,}|~{3,})/;

/**
 * Turns what components of an MDX file hold in their attributes into Markdown: a table of properties, cards and the
 * like (arrays of objects) become lists, `title`, `description` and `text` become words. The other attributes are
 * dropped, which also keeps parsing fast. Code fences and everything else stay as they are.
 */
export function writeJsxData(mdx: string): string {
  const written: string[] = [];
  let open: string | undefined;
  for (let at = 0; at < mdx.length; ) {
    const lineEnd = mdx.indexOf('\n', at) === -1 ? mdx.length : mdx.indexOf('\n', at) + 1;
    const line = mdx.slice(at, lineEnd);
    const marker = fence.exec(line)?.[1];
    if (marker && open === undefined) open = marker;
    else if (open !== undefined && marker?.startsWith(open) && line.trim() === marker) open = undefined;
    const tag = open === undefined && !marker ? openingTag.exec(line) : null;
    const element = tag ? readElement(mdx, { start: at + tag[0].length, name: tag[1] as string }) : undefined;
    if (element) {
      const indent = line.slice(0, line.indexOf('<'));
      written.push(indentLines(element.markdown, indent));
      at = element.end;
    } else {
      written.push(line);
      at = lineEnd;
    }
  }
  return written.join('');
}

type Element = { markdown: string; end: number };

/** Reads an opening tag to its end; undefined when it never ends. */
function readElement(mdx: string, { start, name }: { start: number; name: string }): Element | undefined {
  const parts: string[] = [];
  const attribute = /\s*(?:([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|\{))?|(\/?>))/y;
  for (let at = start; ; ) {
    attribute.lastIndex = at;
    const match = attribute.exec(mdx);
    if (!match) return undefined;
    at = attribute.lastIndex;
    const [whole, key, double, single, tagEnd] = match;
    if (tagEnd) {
      const tag = tagEnd === '>' ? `<${name}>` : '';
      if (parts.length === 0) return { markdown: tag, end: at };
      return { markdown: `${tag}\n\n${parts.join('\n\n')}\n\n`, end: at };
    }
    let value: Literal = double ?? single;
    if (whole.endsWith('{') && value === undefined) {
      const read = readLiteral(mdx, at);
      value = read.value;
      if (mdx[read.end] !== '}') return undefined;
      at = read.end + 1;
    }
    const markdown = writeAttribute(key ?? '', value);
    if (markdown) parts.push(markdown);
  }
}

function writeAttribute(key: string, value: Literal): string {
  if (Array.isArray(value) && value.some((item) => isObject(item))) return writeItems(value, '').join('\n');
  const words = Array.isArray(value) ? value.filter((item) => typeof item === 'string').join('\n') : value;
  if (typeof words !== 'string' || words.trim() === '') return '';
  if (key === 'text') return `\`\`\`\n${words}\n\`\`\``;
  return key === 'title' || key === 'description' ? wordsOf(words) : '';
}

function isObject(value: Literal): value is { [key: string]: Literal } {
  return typeof value === 'object' && !Array.isArray(value);
}

/** One list item an object: its name as code with its type, then its description; arrays inside become nested items. */
function writeItems(items: Literal[], indent: string): string[] {
  return items.filter(isObject).flatMap((item) => {
    const [name, type] = [item.name, item.type].map((value) =>
      typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : '',
    );
    const title = wordsOf(item.title ?? item.label);
    const description = wordsOf(item.description ?? item.content);
    const facts = [type && name ? `\`${type}\`` : '', item.isOptional === true ? 'optional' : ''].filter(
      Boolean,
    );
    const subject = name || type ? `\`${name || type}\`` : title;
    const head = `${subject}${facts.length > 0 ? ` (${facts.join(', ')})` : ''}`;
    const nested = Object.values(item).filter(Array.isArray);
    const own = [head, description].filter(Boolean).join(': ');
    const deeper = nested.flatMap((list) => writeItems(list, own ? `${indent}  ` : indent));
    return own ? [`${indent}- ${own}`, ...deeper] : deeper;
  });
}

function wordsOf(value: Literal): string {
  return typeof value === 'string' ? escapeTags(value.replace(/\s+/g, ' ').trim()) : '';
}

/** Outside of inline code `<` and `{` would open tags and expressions. */
function escapeTags(words: string): string {
  return words.replace(/`[^`]*`|[<{]/g, (found) => (found.length > 1 ? found : `\\${found}`));
}

function indentLines(markdown: string, indent: string): string {
  return indent ? markdown.replace(/^(?=.)/gm, indent) : markdown;
}
