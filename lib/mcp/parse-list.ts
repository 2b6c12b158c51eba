import type { Finding } from './finding.ts';

/**
 * The results of a web search that a server writes as text for a model to read, as findings: `Title: / URL: /
 * Description:` in any order, numbered lists with an address below each title, headings with a link below their words,
 * and lists of Markdown links. Null where a text is no such list: it stands as it is then. What the words of a result
 * say in the form of a result is part of these words, since all results of a list have one form.
 */
export function parseList(text: string): Finding[] | null {
  // Front matter says of what follows what it is: that is a page.
  if (/^\s*---\r?\n/.test(text)) return null;
  const lines = text.split(/\r?\n/, mostLines).map(readLine);
  const lists = forms.map((form) => readAs(lines, form)).filter((list) => list !== null);
  const [best] = lists.sort((left, right) => right.length - left.length);
  return best ? best.map((record) => toFinding(lines, record)) : null;
}

const mostLines = 20_000;
/** How many lines may stand between the title of a result and its address. */
const farthest = 30;

type Line = {
  text: string;
  /** `Label: value`, where the label is one that results have. */
  field: { role: Role; value: string } | null;
  /** `1. words`, `### words`, `**words**`. */
  numbered: { number: number; words: string } | null;
  heading: string | null;
  bold: string | null;
  /** A line that is little but an address. */
  link: string | null;
  /** A line whose title is a link: both in one. */
  titled: { title: string; url: string; rest: string } | null;
};
type Role = 'title' | 'url' | 'words' | 'page' | 'published' | 'other';

const labels: readonly (readonly [Role, string])[] = [
  ['title', 'title|name|headline|titel|titre|título|标题|標題|タイトル'],
  [
    'url',
    'url|link|uri|href|address|source|source url|url source|website|web site|链接|鏈接|网址|網址|リンク',
  ],
  ['page', 'raw content|full text|full content|markdown content|page content|text|body'],
  [
    'words',
    'description|snippet|summary|content|abstract|excerpt|highlight|highlights|code/highlights|描述|摘要|内容|概要',
  ],
  ['published', 'published|published date|published time|publication date|date'],
  [
    'other',
    'id|author|score|relevance|relevance score|rank|position|engine|engines|category|favicon|thumbnail|image source|domain|host|language|type|age',
  ],
];
const roles = new Map(
  labels.flatMap(([role, names]) => names.split('|').map((name) => [name, role] as const)),
);
const mark = String.raw`(?:[-*•]\s+|\d{1,3}[.)]\s+|\[\d{1,3}\]\s*)?`;
const aField = new RegExp(
  `^\\s{0,8}${mark}(?:\\*\\*|__)?([\\p{L}][\\p{L}/ ]{0,20}?)(?:\\*\\*|__)?\\s?(?::(?:\\*\\*|__)?(?:\\s+(.*)|\\s*)|：\\s*(.*))$`,
  'u',
);
const anAddress = /^<?(https?:\/\/[^\s<>"]+?)>?$/;
const aMarkdownLink =
  /\[((?:[^[\]]|\[[^\]]*\])*)\]\(<?(https?:\/\/(?:[^\s()<>]|\([^\s()]*\))+)>?(?:\s+"[^"]*")?\)/;

function readLine(text: string): Line {
  const line = text.length > 4000 ? text.slice(0, 4000) : text;
  const markdown = aMarkdownLink.exec(line);
  const before = markdown ? line.slice(0, markdown.index) : '';
  const rest = markdown ? line.slice(markdown.index + markdown[0].length) : '';
  const isTitled =
    markdown !== null &&
    /^\s{0,6}(?:#{1,6}\s+|[-*•]\s+|\d{1,3}[.)]\s+|\[\d{1,3}\]\s*)?(?:\*\*)?$/.test(before);
  const numbered = /^\s{0,3}(?:\[(\d{1,3})\]|(\d{1,3})[.)])\s+(\S.*)$/.exec(line);
  const heading = /^\s{0,3}#{1,6}\s+(\S.*)$/.exec(line);
  const bold = /^\s{0,3}(?:[-*•]\s+)?\*\*([^*].*?)\*\*\s*$/.exec(line);
  return {
    text,
    field: fieldOf(line),
    numbered: numbered ? { number: Number(numbered[1] ?? numbered[2]), words: numbered[3] ?? '' } : null,
    heading: heading?.[1] ?? null,
    bold: bold?.[1] ?? null,
    link:
      anAddress.exec(line.trim().replace(/^[-*•]\s+/, ''))?.[1] ??
      (markdown && isLittle(before) && isLittle(rest) ? (markdown[2] ?? null) : null),
    titled: isTitled
      ? { title: markdown[1] ?? '', url: markdown[2] ?? '', rest: rest.replace(/^\**\s*[:–—-]?\s*/, '') }
      : null,
  };
}

/** Signs and a word or two, as stand before "read more". */
const isLittle = (words: string): boolean => words.trim().length <= 12;

function fieldOf(line: string): Line['field'] {
  const [, label = '', after, afterWide] = aField.exec(line) ?? [];
  const value = after ?? afterWide ?? '';
  const role = roles.get(label.trim().toLowerCase());
  if (!role) return null;
  if (role === 'url') {
    const url = anAddress.exec(value.trim())?.[1] ?? aMarkdownLink.exec(value)?.[2];
    return url ? { role, value: url } : null;
  }
  return { role, value: /^(?:N\/A|None|null|undefined)$/i.test(value.trim()) ? '' : value };
}

/** One way in which all results of a list are written: how a title begins it, and where its address is. */
type Form = {
  titleOf(line: Line, count: number): string | null;
  urlOf(line: Line): string | null;
  /** So many results at least make a list. */
  least: number;
  /** So many lines with words may stand above the first result. */
  preamble: number;
  /** Pages are written in this form too: it is a list where each title has its address, and little stands below it. */
  isCommon?: boolean;
};
type Found = { title: string; url: string; start: number; end: number; titleAt: number; urlAt: number };

const urlField = (line: Line) => (line.field?.role === 'url' ? line.field.value : null);
const bareLink = (line: Line) => line.link;
const titleField = (line: Line) => (line.field?.role === 'title' ? line.field.value : null);
const numberedTitle = (line: Line, count: number) =>
  line.field === null && line.numbered?.number === count + 1 ? line.numbered.words : null;
const headingTitle = (line: Line) => line.heading;
const boldTitle = (line: Line) => line.bold;
/** The surest first. */
const forms: readonly Form[] = [
  { titleOf: titleField, urlOf: urlField, least: 1, preamble: 60 },
  { titleOf: numberedTitle, urlOf: urlField, least: 1, preamble: 20 },
  { titleOf: headingTitle, urlOf: urlField, least: 1, preamble: 20 },
  { titleOf: boldTitle, urlOf: urlField, least: 1, preamble: 20 },
  { titleOf: numberedTitle, urlOf: bareLink, least: 2, preamble: 6, isCommon: true },
  { titleOf: headingTitle, urlOf: bareLink, least: 1, preamble: 6, isCommon: true },
  { titleOf: boldTitle, urlOf: bareLink, least: 2, preamble: 6, isCommon: true },
  {
    titleOf: (line) => line.titled?.title ?? null,
    urlOf: (line) => line.titled?.url ?? null,
    least: 2,
    preamble: 6,
    isCommon: true,
  },
];

/** The results where a text is a list of this form; null where it is not. */
function readAs(lines: readonly Line[], form: Form): Found[] | null {
  const found: Found[] = [];
  let open: { title: string; start: number } | null = null;
  let alone = 0;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] as Line;
    const title = form.titleOf(line, found.length);
    if (title !== null) {
      if (open && found.length > 0) alone += 1;
      open = { title, start: at };
    }
    const url = form.urlOf(line);
    if (url === null) continue;
    if (open && at - open.start <= farthest) {
      found.push({ title: open.title, url, start: open.start, end: 0, titleAt: open.start, urlAt: at });
    } else {
      // A list that has the address above the title.
      const below = lines[at + 1] && form.titleOf(lines[at + 1] as Line, found.length);
      if (below == null) continue;
      found.push({ title: below, url, start: at, end: 0, titleAt: at + 1, urlAt: at });
      at += 1;
    }
    open = null;
  }
  for (const [index, one] of found.entries()) one.end = found[index + 1]?.start ?? lines.length;
  const [first] = found;
  if (!first || found.length < form.least) return null;
  if (lines.slice(0, first.start).filter(hasWords).length > form.preamble) return null;
  if (!form.isCommon) return found;
  const isBroken = alone > 0 || open !== null || found.some((one) => !isResult(lines, one));
  // One heading with a link is a list where nothing follows.
  const isOne = found.length === 1 && lines.slice(first.urlAt + 1).some(hasWords);
  return isBroken || isOne ? null : found;
}

const hasWords = ({ text }: Line) => /\p{L}/u.test(text);

/** Whether what stands at a title is what a search says of a page, and no part of one. */
function isResult(lines: readonly Line[], { start, end, titleAt, urlAt }: Found): boolean {
  const body = lines.slice(start, end).filter((_, at) => start + at !== titleAt && start + at !== urlAt);
  return body.filter(hasWords).length <= 12 && body.every(({ heading, titled }) => !heading && !titled);
}

function toFinding(lines: readonly Line[], found: Found): Finding {
  const parts: Record<'words' | 'page', string[]> = { words: [], page: [] };
  let published = '';
  let into: 'words' | 'page' | null = 'words';
  for (let at = found.start; at < found.end; at += 1) {
    const { field, text } = lines[at] as Line;
    if (at === found.titleAt || at === found.urlAt) continue;
    // A second address is of something else, such as pictures at the end of a list.
    if (field?.role === 'url' && at > found.titleAt && lines[found.urlAt]?.field) break;
    if (/^\s*(?:-{3,}|\*{3,}|_{3,}|={3,})\s*$/.test(text)) continue;
    if (field && field.role !== 'title' && field.role !== 'url') {
      into = field.role === 'words' || field.role === 'page' ? field.role : null;
      if (field.role === 'published') published ||= field.value.trim();
      if (into) parts[into].push(field.value);
    } else if (into) parts[into].push(text);
  }
  const rest = lines[found.titleAt]?.titled?.rest ?? '';
  return {
    uri: found.url,
    title: plain(found.title),
    snippet: [rest, ...parts.words]
      .join('\n')
      .replace(/\n\s*Images:\s*$/, '')
      .trim(),
    text: parts.page.join('\n').trim(),
    isResource: false,
    ...(published && { published }),
  };
}

/** Words without the marks of Markdown. */
const plain = (words: string): string =>
  words
    .replace(aMarkdownLink, '$1')
    .replace(/\*\*|__|`/g, '')
    .trim();
