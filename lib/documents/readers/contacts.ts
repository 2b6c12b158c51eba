import { contentLines } from '#lib/calendar/read-ics.ts';
import { nameOf } from '../clean-page.ts';
import { pageOf } from '../page-of.ts';
import { unreadError } from '../unread.ts';
import { oneLine, type PageBlock } from '../write-blocks.ts';
import type { Reader } from './reader.ts';

/** What of a card is read, and what it is called. */
const labels: Record<string, string> = {
  NICKNAME: 'Nickname',
  ORG: 'Organisation',
  TITLE: 'Title',
  ROLE: 'Role',
  TEL: 'Telephone',
  EMAIL: 'E-mail',
  ADR: 'Address',
  BDAY: 'Birthday',
  ANNIVERSARY: 'Anniversary',
  URL: 'Website',
  NOTE: 'Note',
};

/** Cards of people, each under its name. */
export const contacts: Reader = {
  name: 'contacts',
  endings: ['vcf', 'vcard'],
  mediaTypes: ['text/vcard', 'text/x-vcard'],
  isText: true,
  read(file) {
    const text = file.text();
    if (file.asText) return { title: '', description: '', text };
    if (!/^\ufeff?\s*BEGIN:VCARD/i.test(text))
      throw unreadError('damaged', 'It is damaged: it does not begin as contacts do.');
    // Lines of a group are called `item1.TEL`; what is quoted-printable goes on behind a sign at the end of its line.
    const plain = text.replace(/^[\w-]+\.(?=[A-Za-z])/gm, '').replace(/=\r?\n/g, '');
    const blocks: PageBlock[] = [];
    let name = '';
    let items: PageBlock[][] = [];
    for (const line of contentLines(plain)) {
      const value = lineOf(line);
      if (line.name === 'END' && (name || items.length > 0)) {
        blocks.push({ kind: 'heading', depth: 2, words: name || 'Somebody without a name' });
        blocks.push({ kind: 'list', firstNumber: undefined, items });
      }
      if (line.name === 'BEGIN' || line.name === 'END') {
        name = '';
        items = [];
      } else if (line.name === 'FN' || (line.name === 'N' && !name)) name = value;
      const label = labels[line.name];
      if (label && value) items.push([{ kind: 'paragraph', words: `${label}: ${value}` }]);
    }
    return pageOf(blocks, { path: file.path, title: nameOf(file.path) });
  },
};

/** The parts of a value, as one line. */
function lineOf({ parameters, value }: { parameters: Record<string, string>; value: string }): string {
  const isQuoted = /quoted-printable/i.test(parameters.ENCODING ?? '');
  const words = isQuoted ? unquoted(value) : value;
  return oneLine(
    words
      .split(/(?<!\\);/)
      .map((part) =>
        part
          .replace(/\\([\\;,:])/g, '$1')
          .replace(/\\n/gi, ' ')
          .trim(),
      )
      .filter(Boolean)
      .join(', ')
      .replace(/^tel:|^mailto:/i, ''),
  );
}

function unquoted(value: string): string {
  const bytes = value.replace(/=([0-9A-F]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return new TextDecoder().decode(Buffer.from(bytes, 'latin1'));
}
