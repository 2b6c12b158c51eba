import type { JobEvent } from '#lib/schema/event.ts';
import { createMarkdownWriter } from './terminal/markdown-writer.ts';
import type { Screen } from './terminal/screen.ts';

/**
 * How a job's text gets to stdout: `rendered` on a terminal while it is written, `raw` the same as it is (for pipes that
 * want every word at once), `none` where it is written whole at the end or not at all.
 */
export type TextMode = 'rendered' | 'raw' | 'none';

/**
 * Shows the texts of a job as they are written and keeps what they are. A text that starts again (a model's answer was
 * cut off) goes on seamlessly while it says the same as before; where it differs it stands anew below a line. A report
 * that is written from pages is checked sentence by sentence before it is published: what stands on a terminal cannot be
 * taken back, so its texts are shown as they end, one after the other.
 */
export function createTextOutput({ screen, mode }: { screen: Screen; mode: TextMode }) {
  const texts = new Map<string, string>();
  let writer: ReturnType<typeof openWriter> | null = null;
  /** What of the current text stands on the screen. */
  let shown = '';
  let count = 0;
  /** True once the job has found pages: then its text is a draft until it ends. */
  let isDrafted = false;

  function openWriter() {
    if (mode === 'raw') return { write: (text: string) => screen.out(text), end: () => undefined };
    return createMarkdownWriter({ width: screen.width, hasColor: screen.hasColor, write: screen.out });
  }

  function show(text: string): void {
    // Shorter than what is shown and the same so far: it is being repeated.
    if (mode === 'none' || shown.startsWith(text)) return;
    if (!text.startsWith(shown) || !writer) restart();
    if (!writer) {
      screen.openText();
      if (mode === 'rendered' || count > 0) screen.out('\n');
      count += 1;
      writer = openWriter();
    }
    writer.write(text.slice(shown.length));
    shown = text;
  }

  function restart(): void {
    if (!writer) {
      shown = '';
      return;
    }
    writer.end();
    writer = openWriter();
    screen.out(mode === 'raw' ? '\n\n---\n\n' : '\n--- The text starts again: ---\n\n');
    shown = '';
  }

  function end(text: string): void {
    if (mode !== 'none' && shown !== text && shown.startsWith(text)) restart();
    show(text);
    close();
  }

  function close(): void {
    if (!writer) return;
    writer.end();
    writer = null;
    if (mode === 'rendered') screen.out('\n');
    else if (!shown.endsWith('\n')) screen.out('\n');
    screen.closeText();
  }

  return {
    event(event: JobEvent): void {
      if (event.type === 'source-found') isDrafted = true;
      if (event.type === 'outline-created') {
        for (const id of ['answer', ...event.sections.map(({ text_id }) => text_id)])
          texts.set(id, texts.get(id) ?? '');
      }
      if (event.type === 'text-edit') {
        const text = texts.get(event.text_id) ?? '';
        texts.set(event.text_id, text.slice(0, event.start) + event.text + text.slice(event.end));
      }
      if (event.type === 'text-reset') texts.set(event.text_id, '');
      if (event.type === 'text-start') {
        texts.set(event.text_id, '');
        shown = '';
      }
      if (event.type === 'text-delta') {
        const text = (texts.get(event.text_id) ?? '') + event.delta;
        texts.set(event.text_id, text);
        if (!isDrafted) show(text);
      }
      if (event.type === 'text-end') {
        texts.set(event.text_id, event.text);
        if (event.text) end(event.text);
      }
    },
    /** The texts as they were last stated, in the order in which they are read. */
    text: (): string => [...texts.values()].filter(Boolean).join('\n\n'),
    close,
  };
}
