import { cleanPage } from '../clean-page.ts';
import { pageOf } from '../page-of.ts';
import { unreadError } from '../unread.ts';
import { plainText } from './plain-text.ts';
import type { Reader } from './reader.ts';

export const manual: Reader = {
  name: 'a manual page',
  endings: ['man', 'mdoc', 'roff', ...Array.from({ length: 9 }, (_, at) => String(at + 1))],
  mediaTypes: ['text/troff', 'application/x-troff-man', 'text/x-troff-man'],
  isText: true,
  async read(file) {
    const source = file.text();
    const macros = /^[.'][ \t]*(TH|Dd|Dt|SH|Sh)\b/m.exec(source)?.[1];
    if (!macros) {
      // `.so man1/gzip.1`: the page stands under another name.
      const lines = source.split('\n').filter((line) => line.trim() && !/^[.'][ \t]*\\"/.test(line));
      if (lines.length === 1 && lines[0]?.startsWith('.so '))
        throw unreadError('duplicate', 'It only names the manual page that stands for it.');
      return plainText.read(file);
    }
    if (file.asText) return cleanPage({ path: file.path, mediaType: 'text/plain', text: source });
    const isMdoc = /^D|^Sh/.test(macros);
    const { title, blocks } = isMdoc
      ? (await import('../markup/roff/mdoc-blocks.ts')).mdocBlocks(source)
      : (await import('../markup/roff/man-blocks.ts')).manBlocks(source);
    const { usageAsCode } = await import('../markup/roff/usage-blocks.ts');
    return pageOf(usageAsCode(blocks), { path: file.path, title });
  },
};
