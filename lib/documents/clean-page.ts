import { versionOf } from '#lib/text/versions.ts';
import type { AboutPage } from './about-page.ts';
import { aboutHtml } from './html-about.ts';
import { htmlPage } from './html-blocks.ts';
import { isTooDeep } from './html-depth.ts';
import { markdownBlocks } from './markdown-blocks.ts';
import type { PageLink } from './page-links.ts';
import { readPrinted } from './printed-page.ts';
import { oneLine, writeBlocks } from './write-blocks.ts';

/** A page as it is stored, hashed and quoted; `description` is what its author says of it, for search only. */
export type CleanPage = { title: string; text: string; description: string; links?: PageLink[] };
/** `isOwn`: a file that somebody keeps, no page of the web with advertisements around its text. */
export type RawPage = { path?: string; mediaType?: string; text: string; isOwn?: boolean };

type Format = 'md' | 'mdx' | 'html' | 'txt';

/**
 * Beyond this many UTF-16 units a page is taken as text: parsers may need more than linear time. Manuals on one page are
 * longer, and a file of one's own has more time.
 */
const maxParsedLength = 1_500_000;
const maxParsedOfOwn = 6_000_000;

/**
 * Makes of a Markdown, MDX, HTML or text file the text that is quoted: headings as `#`, lists, tables and fenced
 * code as Markdown lines, inline code in backticks, no links, tags, emphasis or front matter. The same input gives
 * the same text; odd input never throws: what does not parse is read as plain Markdown, then as text, and what is
 * no text at all gives an empty one.
 */
export function cleanPage(raw: RawPage): CleanPage {
  return clean(raw, { parses: true });
}

/** The same page without a parser: what is left when parsing takes too long. */
export function cleanPageAsText(raw: RawPage): CleanPage {
  return clean(raw, { parses: false });
}

function clean(raw: RawPage, { parses }: { parses: boolean }): CleanPage {
  const format = formatOf(raw);
  const whole = plainText(raw.text);
  // What draws and styles a page is many times its words.
  const text = format === 'html' && whole.length > maxParsedLength ? withoutBallast(whole) : whole;
  const { fields, body } = format === 'html' ? { fields: new Map(), body: text } : splitFrontMatter(text);
  const isShort = text.length <= (raw.isOwn ? maxParsedOfOwn : maxParsedLength);
  const page: Parsed =
    parses && format !== 'txt' && isShort && !(format === 'html' && isTooDeep(text))
      ? parse(body, { format, isOwn: raw.isOwn })
      : { text: withoutTags(body, format), ...(format === 'html' && { title: titleIn(body) }) };
  return {
    title: oneLine(fields.get('title') ?? page.title ?? firstHeading(page.text) ?? nameOf(raw.path)),
    text: page.text,
    description: oneLine(fields.get('description') ?? page.description ?? ''),
    ...(page.about && { about: page.about }),
  };
}

function formatOf({ path, mediaType }: RawPage): Format {
  if (mediaType?.includes('html')) return 'html';
  if (mediaType?.includes('mdx')) return 'mdx';
  if (mediaType?.includes('markdown')) return 'md';
  if (mediaType) return 'txt';
  const ending = /\.([a-z]+)$/i.exec(path ?? '')?.[1]?.toLowerCase();
  if (ending === 'html' || ending === 'htm' || ending === 'xhtml') return 'html';
  if (ending === 'markdown') return 'md';
  return ending === 'md' || ending === 'mdx' ? ending : 'txt';
}

/** Unix line ends, no byte order mark, no control characters; empty when the bytes were no text. */
function plainText(text: string): string {
  const sample = text.slice(0, 8192);
  const strange = [...sample.matchAll(/[\0\ufffd]/g)].length;
  if (strange > sample.length / 100) return '';
  return (
    text
      .replace(/^\ufeff/, '')
      .replace(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
      .replace(/(?<![ \t])[ \t]+$/gm, '')
      .toWellFormed()
  );
}

type Parsed = { title?: string; description?: string; text: string; about?: AboutPage };

function parse(
  body: string,
  { format, isOwn = false }: { format: 'md' | 'mdx' | 'html'; isOwn?: boolean | undefined },
): Parsed {
  for (const attempt of format === 'mdx' ? (['mdx', 'md'] as const) : ([format] as const)) {
    try {
      if (attempt !== 'html') return { text: writeBlocks(markdownBlocks(body, attempt)) };
      const { title, blocks } = htmlPage(body, { isOwn });
      // A part of a page, as it is kept to be put into others, has no head.
      const [first] = blocks;
      const name = title || (first?.kind === 'heading' ? first.words.replaceAll('`', '') : '');
      return { ...aboutHtml(body), text: writeBlocks(readPrinted(blocks)), ...(name && { title: name }) };
    } catch {
      // The next, plainer reading follows; the last is the text itself.
    }
  }
  return { text: withoutTags(body, format) };
}

/** HTML read without a parser, in linear time: no scripts, no styles, no tags. Other formats are text as they are. */
function withoutTags(body: string, format: Format): string {
  if (format !== 'html') return body;
  return withoutBallast(body)
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&\S{1,5};/g, decoded)
    .replace(/[ \t]+/g, ' ');
}

const decoded = (sign: string): string =>
  sign.replace(/^&(lt|gt|quot|nbsp|#39|amp);$/, (_, name: string) => entities[name] ?? ' ');

/** Without scripts, styles, drawings and what is stored in addresses, in linear time. */
function withoutBallast(html: string): string {
  const opening = /<(script|style|svg)\b/gi;
  let kept = '';
  let at = 0;
  for (let match = opening.exec(html); match; match = opening.exec(html)) {
    kept += html.slice(at, match.index);
    const end = html.indexOf(`</${match[1]}`, match.index);
    at = end === -1 ? html.length : end;
    opening.lastIndex = at;
  }
  return (kept + html.slice(at)).replace(
    /\bdata:[\w/+.-]{1,80}(?:;[\w=-]{1,40}){0,3},[^"'\s<>)]*/g,
    'data:,',
  );
}

const titleIn = (html: string): string | undefined =>
  /<title[^>]{0,200}>([^<]{1,500})</i.exec(html.slice(0, 100_000))?.[1]?.replace(/&\S{1,5};/g, decoded);

const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };

/** None where it is one of the versions of a changelog. */
function firstHeading(text: string): string | undefined {
  const [, words] = /^# (.+)$/m.exec(text.slice(0, 5000)) ?? [];
  const isOfChangelog = words !== undefined && (versionOf([words]) || /\bunreleased\b/i.test(words));
  return isOfChangelog ? undefined : words?.replaceAll('`', '');
}

export function nameOf(path = ''): string {
  const name = path.split('/').at(-1) ?? '';
  return name
    .replace(/\.\w+$/, '')
    .replace(/^\d+-/, '')
    .replace(/[-_]+/g, ' ');
}

/**
 * Parts a file from its front matter (`---` lines of YAML at its start). Only plain `key: value` lines at the margin
 * are read, which is what titles and descriptions are; without front matter the body is the whole text.
 */
function splitFrontMatter(text: string): { fields: Map<string, string>; body: string } {
  const fields = new Map<string, string>();
  const opening = /^---[ \t]*\n/.exec(text);
  const end = opening ? text.slice(0, 20_000).search(/\n(?:---|\.\.\.)[ \t]*(?:\n|$)/) : -1;
  if (!opening || end === -1) return { fields, body: text };
  for (const line of text.slice(opening[0].length, end).split('\n')) {
    const [, key, value] = /^([A-Za-z_][\w-]*):[ \t]+(\S.*)$/.exec(line) ?? [];
    if (key && value) fields.set(key, unquote(value.trim()));
  }
  const bodyStart = text.indexOf('\n', end + 1);
  return { fields, body: bodyStart === -1 ? '' : text.slice(bodyStart + 1) };
}

function unquote(value: string): string {
  if (/^'.*'$/.test(value)) return value.slice(1, -1).replaceAll("''", "'");
  if (/^".*"$/.test(value)) return value.slice(1, -1).replace(/\\(["\\])/g, '$1');
  return value;
}
