import type { Finding } from './finding.ts';

const uris = ['url', 'link', 'href', 'uri', 'source_url', 'sourceUrl', 'web_url', 'html_url', 'permalink'];
const titles = ['title', 'name', 'headline', 'subject', 'heading', 'label'];
const texts = ['raw_content', 'content', 'text', 'markdown', 'body', 'page_content', 'article', 'document'];
const snippets = ['snippet', 'description', 'summary', 'excerpt', 'abstract', 'highlight', 'preview'];
const dates = [
  'published',
  'publishedDate',
  'published_date',
  'publishDate',
  'date_published',
  'datePublished',
];
/** Where lists of results usually stand. */
const lists = [
  'results',
  'items',
  'data',
  'hits',
  'documents',
  'entries',
  'articles',
  'organic',
  'matches',
  'web',
];
const deepest = 3;

export type Fields = Record<string, unknown>;

export const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The list of results in a JSON answer: itself, or where such lists usually stand; the answer itself if there is none. */
export function findRecords(value: unknown): unknown {
  return search(value, 0) ?? value;
}

function search(value: unknown, depth: number): unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (!isRecord(value) || depth > deepest) return undefined;
  // A thing with words of its own is a result, whatever lists it holds.
  if (textOf(value, texts) && textOf(value, titles)) return undefined;
  const usual = lists.filter((key) => key in value);
  const others = Object.keys(value).filter((key) => !usual.includes(key));
  for (const key of [...usual, ...others]) {
    const inner = value[key];
    if (Array.isArray(inner) && (usual.includes(key) || inner.some(isRecord))) return inner;
  }
  for (const key of [...usual, ...others]) {
    const found = isRecord(value[key]) ? search(value[key], depth + 1) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** A result by the names that its fields usually have; without any of them, all its fields as lines. */
export function readRecord(record: Fields): Finding {
  const uri = textOf(record, uris) || null;
  const title = textOf(record, titles);
  const text = textOf(record, texts);
  const snippet = textOf(record, snippets);
  const id = textOf(record, ['id']);
  const published = textOf(record, dates);
  const more = { isResource: false, ...(id && { id }), ...(published && { published }) };
  if (uri !== null && !text) return { uri, title: title || uri, snippet, text, ...more };
  return { uri, title, snippet, text: text || linesOf(record), ...more };
}

function textOf(record: Fields, names: readonly string[]): string {
  for (const name of names) {
    const value = record[name];
    if (typeof value === 'string' && value.trim() !== '') return value;
  }
  return '';
}

/** `name: value` for each field that can be read, those of inner objects below them. */
function linesOf(record: Fields, depth = 0): string {
  const lines = Object.entries(record).flatMap(([key, value]): string[] => {
    if (value === null || value === undefined || value === '') return [];
    if (isRecord(value)) return depth < deepest ? [`${key}:`, linesOf(value, depth + 1)] : [];
    if (Array.isArray(value)) {
      const plain = value.filter((item) => !isRecord(item) && !Array.isArray(item)).map(String);
      const inner = depth < deepest ? value.filter(isRecord).map((item) => linesOf(item, depth + 1)) : [];
      return [...(plain.length > 0 ? [`${key}: ${plain.join(', ')}`] : []), ...inner];
    }
    return [`${key}: ${String(value)}`];
  });
  return lines.join('\n');
}
