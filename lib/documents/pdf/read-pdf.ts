import { getDocumentProxy } from 'unpdf';
import { formatNumber } from '#lib/schema/count.ts';
import type { AboutPage } from '../about-page.ts';
import { type CleanPage, nameOf } from '../clean-page.ts';
import { pageOf } from '../page-of.ts';
import type { FileToRead } from '../readers/reader.ts';
import { unreadError } from '../unread.ts';
import { withoutContents } from './contents-pages.ts';
import { readFields } from './form-fields.ts';
import { readOutline } from './outline.ts';
import { pageBlocks } from './page-blocks.ts';
import { type Line, linesOf, type TextItem } from './page-lines.ts';
import { refuseBomb } from './refuse-bomb.ts';
import { withoutRunningLines } from './running-lines.ts';
import { unweave } from './unweave-columns.ts';

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;

const mostPages = 5000;
/** What pdf.js calls painting a picture; it does not tell of large ones, which are not unpacked. */
const paintings = new Set([82, 83, 84, 85, 86, 88]);
const pictures = ['/Subtype/Image', '/Subtype /Image'];

/**
 * A PDF as a page: each of its pages under a heading with its number, lines joined to paragraphs, code as it was set,
 * larger lines and those that its outline names as headings, columns of a table as tables and those of prose one after
 * the other, what stands in the fields of a form with its label; running heads and feet and the contents left out.
 */
export async function readPdf(file: FileToRead): Promise<CleanPage> {
  const bytes = file.part(0, file.sizeBytes);
  if (!bytes.subarray(0, 1024).includes('%PDF-'))
    throw unreadError('damaged', 'It is damaged: it does not begin as a PDF.');
  refuseBomb(bytes);
  const pdf = await open(bytes);
  if (pdf.numPages > mostPages)
    throw unreadError('too-large', `It has more than ${formatNumber(mostPages)} pages.`);
  const pages: Line[][] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) pages.push(await readLines(pdf, number));
  const fields = await readFields(pdf, pages);
  if (pages.every((lines, at) => lines.length === 0 && !fields[at]))
    throw await whyEmpty(pdf, { hasPictures: pictures.some((mark) => bytes.includes(mark)) });
  const { title, about } = await describe(pdf);
  const largest = pages[0]?.reduce<Line | undefined>(
    (best, line) => (best && best.size >= line.size ? best : line),
    undefined,
  );
  const outline = await readOutline(pdf);
  return pageOf(pageBlocks(withoutContents(withoutRunningLines(pages)), { fields, outline }), {
    path: file.path,
    title:
      title || (largest && largest.size > 12 && largest.text.length < 120 ? largest.text : nameOf(file.path)),
    about,
  });
}

async function open(bytes: Buffer): Promise<Pdf> {
  try {
    return await getDocumentProxy(new Uint8Array(bytes), {
      verbosity: 0,
      disableFontFace: true,
      useSystemFonts: false,
      maxImageSize: 1,
    });
  } catch (thrown) {
    const { name = '' } = thrown as Error;
    if (name === 'PasswordException') throw unreadError('protected', 'It is protected by a password.');
    throw unreadError('damaged', 'It is damaged: it is no PDF that can be opened.');
  }
}

async function readLines(pdf: Pdf, number: number): Promise<Line[]> {
  try {
    const page = await pdf.getPage(number);
    const { items, styles } = await page.getTextContent();
    page.cleanup();
    const typewriter = Object.keys(styles).filter((font) => styles[font]?.fontFamily === 'monospace');
    return unweave(linesOf(items.filter((item) => 'str' in item) as TextItem[], new Set(typewriter)));
  } catch {
    // A page that is broken costs only itself.
    return [];
  }
}

async function whyEmpty(pdf: Pdf, { hasPictures }: { hasPictures: boolean }): Promise<Error> {
  for (let number = 1; number <= Math.min(3, pdf.numPages); number += 1) {
    try {
      const page = await pdf.getPage(number);
      const { fnArray } = await page.getOperatorList();
      if (hasPictures || fnArray.some((operator) => paintings.has(operator))) {
        return unreadError('scanned', 'Its pages are pictures without text, as scanners make them.');
      }
    } catch {
      return unreadError('damaged', 'It is damaged: its pages cannot be read.');
    }
  }
  return unreadError('empty', 'There is no text in it.');
}

/** What a PDF says of itself; names of the program's own making are no titles. */
async function describe(pdf: Pdf): Promise<{ title: string; about: AboutPage }> {
  const { info } = (await pdf.getMetadata().catch(() => ({ info: {} }))) as { info: Record<string, unknown> };
  const said = (name: string) => (typeof info[name] === 'string' ? info[name].trim() : '');
  const title = said('Title');
  const isName =
    /^(?:untitled|microsoft word|powerpoint|document\d*$)|\.(?:docx?|pptx?|xlsx?|indd|tex|dvi|pdf)$/i.test(
      title,
    );
  const day = (time: string) => time.replace(/^D:(\d{4})(\d\d)(\d\d).*$/s, '$1-$2-$3');
  const dayOr = (time: string) => (/^D:\d{8}/.test(time) ? day(time) : '');
  return {
    title: isName ? '' : title,
    about: {
      author: said('Author'),
      published: dayOr(said('CreationDate')),
      modified: dayOr(said('ModDate')),
    },
  };
}
