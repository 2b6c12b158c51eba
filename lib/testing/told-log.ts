import type { EventBody, JobEvent } from '#lib/schema/event.ts';
import { seeded } from './seeded.ts';

/** The log of a made-up report, and the markdown that it ends with. */
export type ToldLog = { events: JobEvent[]; markdown: string; texts: string[] };

const vocabulary = 'cache entry lives fifteen minutes 日本語 ünder 🦉 **bold** `code` | row | 4.5 %'.split(
  ' ',
);

/**
 * A job that writes an answer and sections side by side, as random as life: words come in any pieces and any order of
 * texts, a writing begins again, stretches are replaced after checks, a text ends empty, and each ends with marks of other
 * numbers than it was written with. The same seed gives the same log.
 */
export function makeToldLog(seed: number): ToldLog {
  const random = seeded(seed);
  const below = (most: number) => Math.floor(random() * most);
  const words = () =>
    Array.from({ length: 3 + below(12) }, () => vocabulary[below(vocabulary.length)]).join(' ');
  const sentence = () => `${words()}.[${1 + below(9)}](#quote-${1 + below(9)})`;
  const sections = Array.from({ length: below(4) }, (_, index) => ({
    text_id: `section:${index + 1}`,
    title: `Part ${index + 1}`,
  }));
  const ids = ['answer', ...sections.map(({ text_id }) => text_id)];
  const finals = new Map<string, string>();
  const tracks = ids.map((text_id): EventBody[] => {
    const title = sections.find((section) => section.text_id === text_id)?.title;
    const write = () => {
      const body = Array.from({ length: 1 + below(5) }, sentence).join(' ');
      return title ? `## ${title}\n\n${body}` : body;
    };
    let text = write();
    const track: EventBody[] = [{ type: 'text-start', text_id, model: 'm' }, ...pieces(text_id, text, below)];
    if (random() < 0.3) {
      text = write();
      const reason = 'It was cut off.';
      track.push({ type: 'text-reset', text_id, reason }, ...pieces(text_id, text, below));
    }
    for (let edits = below(4); edits > 0; edits -= 1) {
      const start = between(text, below(text.length + 1));
      const end = between(text, Math.min(text.length, start + below(40)));
      const put = random() < 0.4 ? '' : sentence();
      track.push({ type: 'text-edit', text_id, start, end, text: put, reason: 'It did not hold.' });
      text = text.slice(0, start) + put + text.slice(end);
    }
    const final = random() < 0.1 ? '' : text.replace(/\(#quote-/g, '(#cite-').trim();
    finals.set(text_id, random() < 0.1 ? text.trim() : final);
    return track;
  });
  const bodies: EventBody[] = [
    { type: 'job-created', status: 'pending', progress: 0, job_type: 'research' },
    ...(sections.length > 0 ? [{ type: 'outline-created' as const, title: 'All of it', sections }] : []),
  ];
  while (tracks.some((track) => track.length > 0)) {
    const open = tracks.filter((track) => track.length > 0);
    const next = open[below(open.length)]?.shift();
    if (next) bodies.push(next);
    if (random() < 0.1) bodies.push({ type: 'warning', message: `beside ${bodies.length}` });
  }
  const notes = random() < 0.3 ? 'Nothing was found about the rest.' : null;
  const told = [...finals, ...(notes === null ? [] : [['notes', notes] as const])];
  for (const [text_id, text] of told) bodies.push({ type: 'text-end', text_id, text });
  bodies.push({ type: 'job-complete', status: 'complete', progress: 1 });
  const texts = told.map(([, text]) => text).filter(Boolean);
  return { events: bodies.map(asEvent), texts, markdown: texts.join('\n\n') };
}

function pieces(text_id: string, text: string, below: (most: number) => number): EventBody[] {
  const events: EventBody[] = [];
  // A heading is written whole.
  const heading = /^#[^\n]*\n\n/.exec(text)?.[0].length ?? 0;
  for (let at = 0; at < text.length; ) {
    const length = (at === 0 ? heading : 0) + 1 + below(30);
    const to = between(text, at + length);
    events.push({ type: 'text-delta', text_id, delta: text.slice(at, to) });
    at = to;
  }
  return events;
}

/** The place, or the one after it where a character of two units would be cut: a stored text has whole ones. */
const between = (text: string, at: number): number => (/[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at + 1 : at);

const asEvent = (body: EventBody, index: number): JobEvent => ({
  ...body,
  seq: index + 1,
  job_id: '019a0000-0000-7000-8000-000000000001',
  attempt: 0,
  at: new Date(Date.UTC(2026, 0, 1) + index * 100).toISOString(),
});
