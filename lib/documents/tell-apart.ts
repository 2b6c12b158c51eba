import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import path from 'node:path';
import { type CleanPage, nameOf } from './clean-page.ts';
import { oneLine } from './write-blocks.ts';

/** Of a folder these many files around a page are looked at, each in its beginning. */
const around = 6;
const beginning = 16_384;
/** A title tells nothing where so many of them have it, and that share of them. */
const least = { alike: 3, share: 0.6 };
const longestHeading = 200;

/**
 * The page under a title that tells it from those beside it: where the files of its kind in its folder are called alike,
 * by its first heading that is not in them too, else by its file's name, with the title that they share behind it.
 */
export function tellApart(read: CleanPage, file: string): CleanPage {
  const heads = /\.(?:x?html?|md|mdx|markdown)$/i.test(file) ? headsAround(file) : [];
  const page = withoutSharedLead(read, heads);
  const alike = heads.filter((head) => titleIn(head) === page.title).length;
  if (!page.title || alike < least.alike || alike < least.share * heads.length) return page;
  const words = heads.map(plain);
  const isShared = (heading: string) =>
    heading === page.title || words.filter((other) => other.includes(heading)).length > heads.length / 2;
  const headings = [...page.text.matchAll(/^#{1,6} (.+)$/gm)].map(([, words = '']) =>
    words.replaceAll('`', ''),
  );
  const own = headings.find((heading) => heading.length <= longestHeading && !isShared(heading));
  return { ...page, title: `${own ?? nameOf(file)} - ${page.title}` };
}

/** Of what stands above the first heading so much is looked at, and so much of it is said in passing. */
const lead = { longest: 3000, leastWords: 4 };

/** The page without the lines above its first heading that stand there in most files around it: they are of the site. */
function withoutSharedLead(page: CleanPage, heads: readonly string[]): CleanPage {
  const end = page.text.slice(0, lead.longest).search(/^#{1,6} /m);
  if (end < 1 || heads.length < least.alike) return page;
  const others = heads.map(bare);
  const isShared = (paragraph: string) => {
    const words = bare(paragraph);
    const isLong = words.split(' ').length >= lead.leastWords;
    return (
      isLong &&
      others.filter((other) => ` ${other} `.includes(` ${words} `)).length > least.share * heads.length
    );
  };
  const kept = page.text
    .slice(0, end)
    .split('\n\n')
    .filter((paragraph) => !isShared(paragraph.trim()));
  return { ...page, text: kept.join('\n\n').trimStart() + page.text.slice(end) };
}

/** Words alone, for comparing what is written with what was read of it. */
const bare = (text: string): string =>
  text
    .replace(/\]\([^()\n]{0,500}\)|<[^<>]{0,500}>/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

function headsAround(file: string): string[] {
  const ending = path.extname(file);
  const names = namesIn(path.dirname(file)).filter((name) => path.extname(name) === ending);
  const at = names.indexOf(path.basename(file));
  if (at === -1) return [];
  const beside = [...names.slice(Math.max(0, at - around), at), ...names.slice(at + 1, at + 1 + around)];
  return beside.map((name) => headOf(path.join(path.dirname(file), name))).filter(Boolean);
}

/** The folder that was looked into last: files are read folder by folder. */
let last: { folder: string; names: string[]; until: number } | undefined;
const keptMs = 5000;

function namesIn(folder: string): string[] {
  if (last?.folder === folder && last.until > Date.now()) return last.names;
  let names: string[] = [];
  try {
    names = readdirSync(folder).sort();
  } catch {
    // What cannot be looked into has no files beside.
  }
  last = { folder, names, until: Date.now() + keptMs };
  return names;
}

function headOf(file: string): string {
  let handle: number | undefined;
  try {
    handle = openSync(file, 'r');
    const bytes = Buffer.alloc(beginning);
    return bytes.toString('utf8', 0, readSync(handle, bytes, 0, beginning, 0));
  } catch {
    return '';
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/** What a page is called by the beginning of its source. */
function titleIn(head: string): string {
  const [, title] = /<title[^>]{0,200}>([^<]{1,500})/i.exec(head) ?? [];
  const [, marked, tagged] = /^#{1,6} (.{1,300})$|<h1\b[^>]{0,200}>([^<]{1,300})/im.exec(head) ?? [];
  return oneLine(title ?? marked ?? tagged ?? '');
}

const plain = (head: string): string => oneLine(head.replace(/<[^<>]*>/g, ' ').replaceAll('`', ''));
