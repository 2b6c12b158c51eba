import type { Quote } from '#lib/schema/quote.ts';
import { countTerms, saturate, type TermCounts } from '#lib/text/bm25.ts';
import { shareIn } from '#lib/text/telling-words.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import type { Part } from './read-parts.ts';
import { findStretches, headOfRow, type Stretch, wordsIn } from './stretches.ts';

/** A stretch with its words, those of the headings above it, and what it is worth for each part of the question. */
export type RatedStretch = Stretch & {
  said: ReadonlySet<string>;
  near: ReadonlySet<string>;
  /** Words of all that was quoted from its page. */
  page: ReadonlySet<string>;
  worth: number[];
  /** The same as a passage below the answer, where its own words count more beside its section. */
  told: number[];
};

/** What a report is made of: for each part the stretch that answers it, if any does, and what else is near. */
export type Choice = {
  answers: (RatedStretch | undefined)[];
  /** What is missing where a part has no answer: names, or a kind of answer. */
  missing: string[][];
  /** Whether something near a part was found though nothing answers it. */
  isNear: boolean[];
  passages: RatedStretch[];
};

/** All the report holds: words, units and pages. */
const room = { words: 180, units: 12, pages: 6 };
/**
 * What counts how much: how its best quote was scored when it was taken, the words of the part in it, those that this
 * part alone has in it and above it, and how such an answer sounds.
 */
const weights = {
  answer: { score: 6, words: 1 },
  passage: { score: 4, words: 4 },
  own: 1,
  says: 0.3,
  opens: 0.7,
  opening: 1,
  code: 0.7,
  template: -0.3,
  asked: 9,
  page: 1,
};
/** How far a passage may be worth less than the best one. */
const margin = 3.5;
/** What each stretch that is shown of a page takes from its others: a second page says what the first one does not. */
const samePage = 0.7;
/** How far an answer to a part may be worth less than the best one, where that was told for another part. */
const otherMargin = 1;
/** A passage has this share of the telling words that one can have, in its own words. */
const leastShare = { passage: 0.25, row: 0.8 };
/** A part is spoken to by so many of its telling words, or by half of them where it has few. */
const enoughWords = 4;
/** Each name of a part that its page has not makes up for so many other words. */
const perAbsentName = 2;

/**
 * Chooses from quotes what answers each part of a question, and the passages nearest to it that say something else.
 * `absent` are the names of the question that stand in no page that was read.
 */
export function chooseStretches(
  quotes: readonly Quote[],
  { parts, absent }: { parts: readonly Part[]; absent: readonly string[] },
): Choice {
  const withCode = parts.some(
    ({ kind, heading }) => !kind || kind.name === 'how-to' || wantsCode.test(heading),
  );
  const rated = rate(findStretches(quotes, { withCode }), { quotes, parts });
  const missing = parts.map((part) => lacksOf(part, { rated, absent }));
  const answered = parts.map((part, index) => {
    const asked = rated.some(isAskedFor);
    return (
      asked || (missing[index]?.length === 0 && rated.some((stretch) => speaksTo(stretch, part, absent)))
    );
  });
  const answers: Choice['answers'] = [];
  for (const [index, part] of parts.entries()) {
    const [best, ...others] = byWorth(rated, index);
    const isTold = (stretch: RatedStretch) => answers.some((other) => other && overlaps(other, stretch));
    const worthOf = ({ worth }: RatedStretch) => worth[index] ?? 0;
    const other = others.find((one) => !isTold(one) && best && worthOf(one) >= worthOf(best) - otherMargin);
    const stretch = best && isTold(best) ? (other ?? best) : best;
    const fits = stretch && (isAskedFor(stretch) || speaksTo(stretch, part, absent));
    answers.push(answered[index] && fits && givesKind(stretch, part) ? stretch : undefined);
  }
  const passages = choosePassages(rated, { parts, answered, taken: answers.flatMap((one) => one ?? []) });
  return { answers, missing, isNear: answered.map((is, index) => is && !answers[index]), passages };
}

const wantsCode = /\b(?:code|example|snippet|syntax|command|query)\b/i;

/** Names that a writer of documentation meant to be filled in, such as `__MODEL__`; those of C are none. */
const template =
  /\b__(?!(?:FILE|LINE|DATE|TIME|STDC|VA_ARGS|VA_OPT|FUNCTION|COUNTER)_*)[A-Z][A-Z\d]*(?:_[A-Z\d]+)*__(?!\w)/;

function rate(
  stretches: readonly Stretch[],
  { quotes, parts }: { quotes: readonly Quote[]; parts: readonly Part[] },
): RatedStretch[] {
  const mostScore = Math.max(...quotes.map(({ score }) => score), Number.MIN_VALUE);
  const pages = new Map<string, Set<string>>();
  for (const quote of quotes) {
    const words = pages.get(quote.url) ?? new Set(tokenize([quote.title, ...quote.heading].join('\n')));
    for (const word of termsOf(quote).counts.keys()) words.add(word);
    pages.set(quote.url, words);
  }
  /** Where each page begins: there it says what its matter is. */
  const openings = new Map<string, number>();
  for (const { url, heading, start } of quotes)
    if (heading.length <= 1) openings.set(url, Math.min(start, openings.get(url) ?? start));
  const texts = stretches.map(({ quotes }) => countTerms(quotes.map(({ text }) => text).join('\n')));
  const spoken = parts.map(({ all }) => {
    const scores = texts.map(({ counts, length }) =>
      sum(all.map((word) => saturate(counts.get(word) ?? 0, { length, collection: usual }))),
    );
    const most = Math.max(...scores, Number.MIN_VALUE);
    return scores.map((score) => score / most);
  });
  return stretches.map((stretch, at): RatedStretch => {
    const { core, quotes } = stretch;
    const first = core[0] as Quote;
    const said = new Set(core.flatMap((quote) => [...termsOf(quote).counts.keys()]));
    const near = new Set([...said, ...tokenize([first.title, ...first.heading].join('\n'))]);
    const text = quotes.map(({ text }) => text).join('\n');
    const score = Math.max(...core.map(({ score }) => score)) / mostScore;
    const sounds = parts.map(
      ({ kind, own }) =>
        weights.own * shareIn(own, near) +
        (kind?.says.test(text) ? weights.says : 0) +
        (kind?.says.test(first.text) ? weights.opens : 0) +
        (kind?.name === 'how-to' && core.some(({ form }) => form === 'code') ? weights.code : 0) +
        (template.test(text) ? weights.template : 0) +
        (kind?.name === 'definition' && openings.get(first.url) === first.start ? weights.opening : 0) +
        (isAskedFor(stretch) ? weights.asked : 0),
    );
    const counted = (by: { score: number; words: number }) =>
      sounds.map((sound, part) => sound + by.score * score + by.words * (spoken[part]?.[at] ?? 0));
    const [worth, told] = [counted(weights.answer), counted(weights.passage)];
    return { ...stretch, said, near, page: pages.get(first.url) ?? near, worth, told };
  });
}

/** Stretches are this long by and large. */
const usual = { averageLength: 20 };

const known = new WeakMap<Quote, TermCounts>();

/** The terms of a quote; it stands in many stretches, so they are worked out once. */
function termsOf(quote: Quote): TermCounts {
  const terms = known.get(quote) ?? countTerms(quote.text);
  known.set(quote, terms);
  return terms;
}
const byWorth = (rated: readonly RatedStretch[], part: number) =>
  [...rated].sort((one, other) => (other.worth[part] ?? 0) - (one.worth[part] ?? 0) || order(one, other));

const order = (one: Stretch, other: Stretch) => (one.quotes[0]?.number ?? 0) - (other.quotes[0]?.number ?? 0);

/** Whether a stretch has enough of the words that tell what a part is about. */
function speaksTo({ near, page }: RatedStretch, { all, names }: Part, absent: readonly string[]): boolean {
  const wanted = Math.min(enoughWords, all.length / 2);
  const isLacking = (name: string) => absent.includes(name) || !tokenize(name).some((term) => page.has(term));
  const lacking = names.filter(isLacking).length * perAbsentName;
  return all.filter((word) => near.has(word)).length >= wanted + lacking;
}

const price = /\b(?:cost|costs|price|prices|pricing|fee|fees)\b/i;
const givesPrice = /[$€£¥]\s?\p{N}|\p{N}\s?(?:USD|EUR|GBP|dollars?|euros?|cents?|€|£)|\bfree of charge\b/iu;

/** What keeps all that was found from answering a part: a name that no page has, a price that none gives. */
function lacksOf(
  part: Part,
  { rated, absent }: { rated: readonly RatedStretch[]; absent: readonly string[] },
): string[] {
  const speaking = rated.filter((stretch) => speaksTo(stretch, part, absent));
  const lacking = speaking.length === 0 ? part.names.filter((name) => absent.includes(name)) : [];
  const wantsPrice = part.kind?.name === 'number' && price.test(part.heading);
  const hasPrice = rated.some(({ quotes }) =>
    quotes.some(({ form, text }) => form !== 'code' && givesPrice.test(text)),
  );
  return wantsPrice && !hasPrice ? [...lacking, 'a price'] : lacking;
}

/** A question for a number is answered by one; how other answers sound is too various to insist on. */
const givesKind = ({ quotes }: Stretch, { kind }: Part) =>
  kind?.name !== 'number' || quotes.some(({ text }) => kind.says.test(text));

function choosePassages(
  rated: readonly RatedStretch[],
  { parts, answered, taken }: { parts: readonly Part[]; answered: readonly boolean[]; taken: RatedStretch[] },
): RatedStretch[] {
  const open = parts.flatMap((_, part) => (answered[part] ? [part] : []));
  const urls = new Set(taken.map(({ quotes }) => quotes[0]?.url));
  const worth = (stretch: RatedStretch) =>
    Math.max(...open.map((part) => stretch.told[part] ?? 0)) +
    (urls.has(stretch.quotes[0]?.url) ? weights.page : 0);
  if (open.length === 0) return [];
  const ranked = [...rated].sort((one, other) => worth(other) - worth(one) || order(one, other));
  const best = ranked.find((stretch) => !isAskedFor(stretch));
  const floor = (best ? worth(best) : 0) - margin;
  const saysEnough = ({ said, core: [first] }: RatedStretch) =>
    open.some((part) => {
      const isRow = first?.form === 'table' && !first.text.includes('\n');
      const words = (parts[part] as Part).all;
      const most = Math.max(...rated.map((other) => shareIn(words, other.said)));
      return shareIn(words, said) >= (isRow ? leastShare.row : leastShare.passage) * most;
    });
  const chosen: RatedStretch[] = [];
  const all = () => [...taken, ...chosen];
  const spent = {
    words: sum(taken.map(({ words }) => words)),
    units: sum(taken.map(({ quotes }) => quotes.length)),
  };
  const left = [...ranked];
  while (left.length > 0) {
    const shown = all().map(({ quotes }) => quotes[0]?.url);
    const value = (one: RatedStretch) =>
      worth(one) - samePage * shown.filter((url) => url === one.quotes[0]?.url).length;
    const offered = left.reduce((most, one) => (value(one) > value(most) ? one : most));
    left.splice(left.indexOf(offered), 1);
    if ((worth(offered) < floor || !saysEnough(offered)) && !isAskedFor(offered)) continue;
    const stretch = withoutSaid(offered, all());
    const isKnown =
      all().some((other) => overlaps(other, stretch) || isNearDuplicate(other, stretch)) ||
      isOtherRow(stretch, { shown: all(), parts });
    const pages = new Set([...all(), stretch].map(({ quotes }) => quotes[0]?.url));
    const fits =
      spent.words + stretch.words <= room.words &&
      spent.units + stretch.quotes.length <= room.units &&
      pages.size <= room.pages;
    if (stretch.core.length === 0 || isKnown || (!fits && !isAskedFor(stretch))) continue;
    chosen.push(stretch);
    spent.words += stretch.words;
    spent.units += stretch.quotes.length;
  }
  return chosen;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const isAskedFor = ({ core }: Stretch) => core.some(({ asked_for }) => asked_for);
const overlaps = (one: Stretch, other: Stretch) =>
  other.quotes.some(
    ({ form, number }) => form !== 'table' && one.quotes.some((quote) => quote.number === number),
  );

/** A row of a table of which the row that is asked for is shown, and that says nothing more of what is asked. */
function isOtherRow(
  { core: [row], said }: RatedStretch,
  { shown, parts }: { shown: readonly RatedStretch[]; parts: readonly Part[] },
): boolean {
  const head = row && headOfRow(row);
  if (!head) return false;
  const ofTable = shown.filter(({ core: [other] }) => other?.url === row.url && headOfRow(other) === head);
  const told = new Set(ofTable.flatMap((stretch) => [...stretch.said]));
  const inHead = new Set(tokenize(head));
  const asked = parts.flatMap(({ all }) => all).filter((word) => !inHead.has(word));
  return asked.some((word) => told.has(word)) && !asked.some((word) => said.has(word) && !told.has(word));
}

/** A list without the items that stand in what was chosen; steps stay together. */
function withoutSaid(stretch: RatedStretch, chosen: readonly RatedStretch[]): RatedStretch {
  if (stretch.core.length < 2 || /^\d/.test(stretch.core[0]?.text ?? '')) return stretch;
  const told = chosen.flatMap(({ quotes }) => quotes);
  const isSaid = (quote: Quote) =>
    quote.form === 'item' && told.some((other) => isSame(termsOf(quote), termsOf(other)));
  const core = stretch.core.filter((quote) => !isSaid(quote));
  const quotes = stretch.quotes.filter((quote) => !isSaid(quote));
  return core.length === stretch.core.length ? stretch : { ...stretch, core, quotes, words: wordsIn(quotes) };
}

function isSame({ counts: one }: TermCounts, { counts: other }: TermCounts): boolean {
  const common = [...one.keys()].filter((word) => other.has(word)).length;
  return one.size > 2 && common >= 0.8 * Math.max(one.size, other.size);
}

/** The same words on another page, or nearly. */
function isNearDuplicate(one: RatedStretch, other: RatedStretch): boolean {
  const smaller = Math.min(one.said.size, other.said.size);
  return [...other.said].filter((word) => one.said.has(word)).length >= 0.8 * smaller;
}
