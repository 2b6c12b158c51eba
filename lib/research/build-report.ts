import { isNothingFound } from '#lib/models/nothing-found.ts';
import type { Quote } from '#lib/schema/quote.ts';
import type { Citation, Report, Sentence } from '#lib/schema/report.ts';
import { splitUnits, type Unit } from '#lib/text/split-units.ts';
import type { PlacedMark } from './cite-marks.ts';

/**
 * Reads the finished Markdown back into sentences with their offsets and quotes. A sentence rests on the marks that
 * follow it; one without marks shares those of the next sentence where its words stand in what that one quotes.
 * Headings are no sentences.
 */
export function buildReport({
  markdown,
  marks,
  pages,
  quotes,
  sources,
}: {
  markdown: string;
  marks: readonly PlacedMark[];
  /** Urls of the cited pages, in the order of their numbers. */
  pages: readonly string[];
  quotes: readonly Quote[];
  sources: readonly { url: string; source_id: string }[];
}): Report {
  const bare = removeMarks(markdown, marks);
  const units = splitUnits(bare.text, { start: 0, end: bare.text.length }).flatMap((unit) =>
    cutAtMarks(unit, bare),
  );
  const sentences = units.map((unit, index): Sentence => {
    const next = units[index + 1]?.start ?? bare.text.length + 1;
    const marker = unit.form === 'item' ? listMarker(bare.text.slice(unit.start, unit.end)) : 0;
    const start = bare.toMarkdown(unit.start + marker, 'after');
    const end = bare.toMarkdown(unit.end, 'before');
    const text = markdown.slice(start, end);
    const resting = marks.filter((_, at) => {
      const place = bare.places[at] ?? 0;
      return place > unit.start && place <= next && !(place === next && next < unit.end);
    });
    const numbers = [...new Set(resting.flatMap((mark) => mark.quotes))];
    return {
      kind: numbers.length === 0 && isNothingFound(text) ? 'note' : 'finding',
      start,
      end,
      text,
      quotes: numbers,
    };
  });
  shareMarks(sentences, quotes);
  return {
    markdown,
    sentences,
    citations: citationsOf({ sentences, pages, quotes, sources }),
    nothing_found: !sentences.some(({ kind }) => kind === 'finding'),
  };
}

/** The text without its citation marks, and the way back: where each mark stood and where an offset is in the Markdown. */
function removeMarks(markdown: string, marks: readonly PlacedMark[]) {
  let text = '';
  let from = 0;
  const places: number[] = [];
  for (const { start, end } of marks) {
    text += markdown.slice(from, start);
    places.push(text.length);
    from = end;
  }
  text += markdown.slice(from);
  const toMarkdown = (offset: number, side: 'before' | 'after') => {
    let removed = 0;
    for (const [at, { start, end }] of marks.entries()) {
      const place = places[at] ?? 0;
      if (place < offset || (place === offset && side === 'after')) removed += end - start;
    }
    return offset + removed;
  };
  return { text, places, toMarkdown };
}

/** A full stop with a mark after it ends a sentence, even where the words alone would not tell. */
function cutAtMarks(unit: Unit, { text, places }: { text: string; places: readonly number[] }): Unit[] {
  if (unit.form !== 'sentence') return [unit];
  const cuts = places.filter(
    (place) =>
      place > unit.start && place < unit.end && /[.!?][)\]"'”’`]?$/.test(text.slice(unit.start, place)),
  );
  const starts = [unit.start, ...cuts].map(
    (start) => start + (/^\s*/.exec(text.slice(start))?.[0].length ?? 0),
  );
  return starts
    .map((start, at) => ({ start, end: cuts[at] ?? unit.end, form: unit.form }))
    .filter(({ start, end }) => start < end);
}

const listMarker = (item: string) => /^(?:[-*+]|\d{1,3}[.)])\s+/.exec(item)?.[0].length ?? 0;

/** A quote of two sentences carries one mark, after the second. */
function shareMarks(sentences: Sentence[], quotes: readonly Quote[]): void {
  for (let at = sentences.length - 2; at >= 0; at -= 1) {
    const sentence = sentences[at];
    const next = sentences[at + 1];
    if (!sentence || !next || sentence.kind === 'note' || sentence.quotes.length > 0) continue;
    const words = squeeze(sentence.text);
    sentence.quotes = next.quotes.filter((number) => {
      const quote = quotes.find((quote) => quote.number === number);
      return quote !== undefined && squeeze(quote.text).includes(words);
    });
  }
}

const squeeze = (text: string) => text.replace(/[\s\\]+/g, '');

function citationsOf({
  sentences,
  pages,
  quotes,
  sources,
}: {
  sentences: Sentence[];
  pages: readonly string[];
  quotes: readonly Quote[];
  sources: readonly { url: string; source_id: string }[];
}): Citation[] {
  const used = new Set(sentences.flatMap((sentence) => sentence.quotes));
  return pages.flatMap((url, index): Citation[] => {
    const taken = quotes.filter((quote) => quote.url === url && used.has(quote.number));
    const first = taken[0] ?? quotes.find((quote) => quote.url === url);
    if (!first) return [];
    const source_id = sources.find((source) => source.url === url)?.source_id ?? '';
    const { snapshot_id, title } = first;
    return [
      { number: index + 1, source_id, snapshot_id, url, title, quotes: taken.map(({ number }) => number) },
    ];
  });
}
