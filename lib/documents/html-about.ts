import { parseHTML } from 'linkedom';
import type { AboutPage } from './about-page.ts';
import { oneLine } from './write-blocks.ts';

const longestHead = 300_000;
const publishedNames = [
  'article:published_time',
  'date',
  'dc.date',
  'dcterms.created',
  'datepublished',
  'citation_publication_date',
  'pubdate',
];
const modifiedNames = [
  'article:modified_time',
  'last-modified',
  'dcterms.modified',
  'datemodified',
  'og:updated_time',
];

/** What the head of an HTML page says of it: in `meta` and `link`, else in JSON-LD. */
export function aboutHtml(html: string): { description: string; about: AboutPage } {
  const start = html.slice(0, longestHead);
  const body = start.search(/<body[\s>]/i);
  const head = body === -1 ? start : start.slice(0, body);
  const inner = head.replace(/<\/?(?:html|head)\b[^>]*>|<!doctype[^>]*>/gi, '');
  const { document } = parseHTML(`<!doctype html><html><head>${inner}</head><body></body></html>`);
  const meta = new Map<string, string>();
  for (const element of document.querySelectorAll('meta')) {
    const name = ['property', 'name', 'itemprop'].map((key) => element.getAttribute(key)).find(Boolean);
    const content = oneLine(element.getAttribute('content') ?? '');
    if (name && content && !meta.has(name.toLowerCase()))
      meta.set(name.toLowerCase(), content.slice(0, 1000));
  }
  const linked = linkedData(document);
  const first = (...names: string[]) =>
    names.map((name) => meta.get(name) ?? linked[name]).find(Boolean) ?? '';
  const canonical = document.querySelector('link[rel="canonical"]')?.getAttribute('href') ?? first('og:url');
  const language = /<html\b[^>]*?\blang\s*=\s*["']?([\w-]+)/i.exec(head)?.[1] ?? first('og:locale');
  const about = {
    canonical: /^https?:\/\//i.test(canonical) ? canonical : '',
    published: dayOf(first(...publishedNames)),
    modified: dayOf(first(...modifiedNames)),
    author: nameOf(first('author', 'article:author', 'dc.creator', 'citation_author')),
    site: first('og:site_name', 'application-name'),
    language: /^[a-z]{2,3}(?:[-_]|$)/i.test(language) ? language.slice(0, 12) : '',
  };
  return { description: first('description', 'og:description'), about: withoutEmpty(about) };
}

function withoutEmpty(about: Record<string, string>): AboutPage {
  return Object.fromEntries(Object.entries(about).filter(([, value]) => value));
}

/** The day of a time as pages write it: ISO 8601, with slashes, or as mail has it. */
function dayOf(time: string): string {
  const [, year, month, day] = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})/.exec(time) ?? [];
  if (year && month && day) return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const read = /\b\d{4}\b/.test(time) ? new Date(time) : undefined;
  return read && !Number.isNaN(read.getTime()) ? read.toISOString().slice(0, 10) : '';
}

/** An address of a profile is no name. */
const nameOf = (author: string): string => (/^https?:/i.test(author) ? '' : author);

/** The first dates and the author that JSON-LD gives. */
function linkedData(document: Document): Record<string, string> {
  const found: Record<string, string> = {};
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    const text = script.textContent ?? '';
    for (const name of ['datePublished', 'dateModified']) {
      const day = new RegExp(`"${name}"\\s*:\\s*"([^"]{4,40})"`).exec(text)?.[1];
      if (day) found[name.toLowerCase()] ??= day;
    }
    const author = /"author"\s*:\s*(?:\[\s*)?(?:\{[^{}]*?"name"\s*:\s*)?"([^"]{2,100})"/.exec(text)?.[1];
    if (author) found.author ??= author;
  }
  return found;
}
