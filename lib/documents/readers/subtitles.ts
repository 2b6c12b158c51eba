import { nameOf } from '../clean-page.ts';
import { pageOf } from '../page-of.ts';
import { oneLine, type PageBlock } from '../write-blocks.ts';
import type { Reader } from './reader.ts';

const times = /^\s*((?:\d{1,3}:)?\d{1,2}:\d{2})[.,]\d{1,3}\s*-->/;

/** What was said, each minute of it under its time: cues tear sentences, which are put together again. */
export const subtitles: Reader = {
  name: 'subtitles',
  endings: ['srt', 'vtt', 'sbv'],
  mediaTypes: ['application/x-subrip', 'text/vtt'],
  isText: true,
  read(file) {
    const text = file
      .text()
      .replace(/^\ufeff/, '')
      .replace(/\r\n?/g, '\n');
    if (file.asText) return { title: '', description: '', text };
    const blocks: PageBlock[] = [];
    let minute = '';
    let said: string[] = [];
    const close = () => {
      if (said.length > 0) blocks.push({ kind: 'paragraph', words: oneLine(said.join(' ')) });
      said = [];
    };
    for (const cue of text.split(/\n[ \t]*\n/)) {
      const lines = cue.split('\n');
      const at = lines.findIndex((line) => times.test(line));
      if (at < 0) continue;
      const [, time = ''] = times.exec(lines[at] ?? '') ?? [];
      const begun = time.slice(0, -3);
      const words = lines.slice(at + 1).map((line) => line.replace(/<[^<>]*>|\{\\[^{}]*\}/g, ''));
      if (begun !== minute && !/[\p{L}\p{N},]$/u.test(said.at(-1) ?? '')) {
        close();
        blocks.push({ kind: 'heading', depth: 2, words: time });
        minute = begun;
      }
      said.push(oneLine(words.join(' ')));
    }
    close();
    return pageOf(blocks, { path: file.path, title: nameOf(file.path) });
  },
};
