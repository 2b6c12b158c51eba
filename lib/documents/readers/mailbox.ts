import { addAll } from '#lib/text/long-lists.ts';
import { nameOf } from '../clean-page.ts';
import { pageOf } from '../page-of.ts';
import { unreadError } from '../unread.ts';
import type { PageBlock } from '../write-blocks.ts';
import type { Reader } from './reader.ts';

const mostBytes = 50 * 2 ** 20;
const mostMails = 5000;

/** Many e-mails in one file, one after the other; one that cannot be read costs itself. */
export const mailbox: Reader = {
  name: 'a mailbox',
  endings: ['mbox', 'mbx'],
  mediaTypes: ['application/mbox'],
  isText: false,
  async read(file) {
    if (file.sizeBytes > mostBytes) throw unreadError('too-large', 'It is larger than 50 MB.');
    const { mailBlocks } = await import('../mail-blocks.ts');
    const all = file.part(0, file.sizeBytes).toString('latin1');
    const mails = all.split(/^From [^\n]*\b\d{4}\r?\n/m).slice(1);
    if (mails.length === 0) throw unreadError('damaged', 'It is damaged: it does not begin as a mailbox.');
    if (mails.length > mostMails) throw unreadError('too-large', `It holds more than ${mostMails} e-mails.`);
    const blocks: PageBlock[] = [];
    for (const mail of mails) {
      const bytes = Buffer.from(mail.replace(/^>(?=>*From )/gm, ''), 'latin1');
      addAll(blocks, (await mailBlocks(bytes).catch(() => ({ blocks: [] }))).blocks);
    }
    return pageOf(blocks, { path: file.path, title: nameOf(file.path) });
  },
};
