import PostalMime, { type Address, type Email } from 'postal-mime';
import { decodeBytes } from '#lib/fetch-url/decode-text.ts';
import type { AboutPage } from './about-page.ts';
import { htmlBlocks } from './html-blocks.ts';
import { textBlocks } from './text-blocks.ts';
import { unreadError } from './unread.ts';
import { oneLine, type PageBlock } from './write-blocks.ts';

/** An e-mail: subject as heading, who wrote to whom and when as labels, the words, and what is attached by name. */
export async function mailBlocks(
  bytes: Buffer,
): Promise<{ title: string; about: AboutPage; blocks: PageBlock[] }> {
  if (!/^[\x21-\x39\x3b-\x7e]+:/m.test(bytes.subarray(0, 4096).toString('latin1'))) {
    throw unreadError('damaged', 'It is damaged: it has no heads of an e-mail.');
  }
  // Mail without a charset that is not UTF-8 is read as what it looks like.
  const given = /charset=/i.test(bytes.toString('latin1', 0, 100_000))
    ? bytes
    : Buffer.from(decodeBytes(bytes) ?? '');
  const mail = await parse(given);
  const day = mail.date ? mail.date.slice(0, 16).replace('T', ' ') : '';
  const labels = [
    ['From', mail.from ? namesOf([mail.from]) : ''],
    ['To', namesOf(mail.to ?? [])],
    ['Cc', namesOf(mail.cc ?? [])],
    ['Date', day],
    [
      'Attached',
      mail.attachments
        .map(({ filename }) => filename ?? '')
        .filter(Boolean)
        .join(', '),
    ],
  ].filter(([, value]) => value && !value.includes('\ufffd'));
  const body = mail.text?.trim() ? textBlocks(mail.text) : htmlBlocks(mail.html ?? '');
  const subject = oneLine(mail.subject ?? '');
  if (!subject && body.length === 0) throw unreadError('empty', 'There is no text in it.');
  return {
    title: subject,
    about: { author: mail.from ? namesOf([mail.from]) : '', published: day.slice(0, 10) },
    blocks: [
      ...(subject ? [{ kind: 'heading', depth: 1, words: subject } as const] : []),
      {
        kind: 'list',
        firstNumber: undefined,
        items: labels.map(([label, value]) => [{ kind: 'paragraph', words: `${label}: ${value}` }]),
      },
      ...body,
    ],
  };
}

const limits = { maxNestingDepth: 50, maxHeadersSize: 2 ** 20 };

/** The sign itself, as mails carry it: some were broken before they were sent. */
const ownSign = /=EF=BF=BD|\xef\xbf\xbd|base64/i;

/**
 * A mail, its words without signs that stand for bytes which its charset does not have: many a mail says that it is UTF-8
 * and is not. What was said wrongly is read as windows-1252 then. Throws `encoding` where that does not help.
 */
async function parse(bytes: Buffer): Promise<Email> {
  const mail = await PostalMime.parse(bytes, limits);
  const said = ['subject', 'text', 'html'] as const;
  const isBroken = (words: string | undefined) => words?.includes('\ufffd') ?? false;
  if (!said.some((part) => isBroken(mail[part]))) return mail;
  const raw = bytes.toString('latin1');
  const claimed = /(charset\s*=\s*"?|=\?)[\w.:-]{1,40}(?="|\?[bq]\?|[\s;]|$)/gi;
  const again = await PostalMime.parse(Buffer.from(raw.replace(claimed, '$1windows-1252'), 'latin1'), limits);
  for (const part of said) {
    if (!isBroken(mail[part])) continue;
    if (!isBroken(again[part])) mail[part] = again[part];
    else if (!ownSign.test(raw))
      throw unreadError('encoding', 'Its bytes are no text in the encoding that it names.');
  }
  return mail;
}

function namesOf(addresses: readonly Address[]): string {
  return addresses
    .flatMap(({ name, address, group }) => {
      if (group) return [namesOf(group)];
      return name && address ? [`${name} (${address})`] : [name || (address ?? '')];
    })
    .join(', ');
}
