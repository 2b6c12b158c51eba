import { unpackedName } from '../unpack/gzip.ts';
import { asciidoc } from './asciidoc.ts';
import { bibliography } from './bibliography.ts';
import { calendarFile } from './calendar-file.ts';
import { contacts } from './contacts.ts';
import { csv } from './csv.ts';
import { docbook } from './docbook.ts';
import { docx } from './docx.ts';
import { email } from './email.ts';
import { epub } from './epub.ts';
import { html } from './html.ts';
import { info } from './info.ts';
import { json } from './json.ts';
import { latex } from './latex.ts';
import { mailbox } from './mailbox.ts';
import { mallard } from './mallard.ts';
import { manual } from './manual.ts';
import { markdown } from './markdown.ts';
import { notebook } from './notebook.ts';
import { openDocument } from './open-document.ts';
import { org } from './org.ts';
import { pdf } from './pdf.ts';
import { plainText } from './plain-text.ts';
import { pod } from './pod.ts';
import { pptx } from './pptx.ts';
import type { Reader } from './reader.ts';
import { restructuredText } from './restructured-text.ts';
import { rtf } from './rtf.ts';
import { settings } from './settings.ts';
import { sourceCode } from './source-code.ts';
import { subtitles } from './subtitles.ts';
import { texinfo } from './texinfo.ts';
import { webArchive } from './web-archive.ts';
import { xlsx } from './xlsx.ts';
import { xmlData } from './xml-data.ts';
import { yaml } from './yaml.ts';

/** Every kind of file that can be read. */
export const readers: readonly Reader[] = [
  markdown,
  html,
  plainText,
  manual,
  info,
  pdf,
  docx,
  openDocument,
  pptx,
  xlsx,
  csv,
  epub,
  email,
  notebook,
  json,
  yaml,
  xmlData,
  docbook,
  mallard,
  restructuredText,
  asciidoc,
  org,
  texinfo,
  pod,
  latex,
  bibliography,
  rtf,
  subtitles,
  calendarFile,
  contacts,
  mailbox,
  webArchive,
  settings,
  sourceCode,
];

/** The names of files that carry no ending and are text all the same. */
const plainNames =
  /^(?:readme|license|licence|changelog|notice|authors|contributing|copying|copyright|todo|news|install)(?:\.debian(?:\.\w+)?)?$/i;

/** Manual pages end in the section of the manual: `printf.3`, `openssl-req.1ssl`. */
const manualName = /\.[1-9][a-z]{0,9}$/i;

/** The names of such files that are code. */
const codeNames =
  /^(?:makefile|gnumakefile|dockerfile|containerfile|jenkinsfile|vagrantfile|gemfile|rakefile|procfile)$/i;

/** The reader for a file of this name, packed by gzip or not; undefined when there is none. */
export function readerOf(path: string): Reader | undefined {
  const name = unpackedName(path.split(/[/\\]/).at(-1) ?? '');
  if (plainNames.test(name)) return plainText;
  if (codeNames.test(name)) return sourceCode;
  // As documentation gives its sources: `json.rst.txt`; a number is a version, or a page as it was printed.
  const inner = /\.([^.]+)\.txt$/i.exec(name)?.[1]?.toLowerCase();
  const within =
    inner && readers.find(({ endings, isText }) => isText && endings.includes(inner) && !/^\d/.test(inner));
  if (within) return within;
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase();
  const reader = ending ? readers.find(({ endings }) => endings.includes(ending)) : undefined;
  return reader ?? (manualName.test(name) ? manual : undefined);
}

/** Endings of old forms, under which programs also write what others read: a web page as `.xls`, rich text as `.doc`. */
const oldForms = /\.(?:doc|dot|xls|xlt|ppt|pps)$/i;

/**
 * Whether a file of this name may be one that is read: it has a reader, or its first bytes have to tell, as where it
 * carries no ending.
 */
export const mayBeRead = (path: string): boolean =>
  readerOf(path) !== undefined || isWithoutEnding(path) || oldForms.test(path);

export const isWithoutEnding = (path: string): boolean => !/\.[^./\\]*$/.test(unpackedName(path));

/** The reader for what a server sends as this media type (without parameters); undefined when there is none. */
export function readerOfMediaType(mediaType: string): Reader | undefined {
  return readers.find(({ mediaTypes }) => mediaTypes.includes(mediaType.toLowerCase()));
}
