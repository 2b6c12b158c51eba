import type { Quote } from '#lib/schema/quote.ts';
import { explains, isEntryOf, opensPageOf, toExplain } from '#lib/text/explains.ts';
import { areOfOneLanguage } from '#lib/text/language.ts';
import { nearInMeaning, underHeading } from '#lib/text/near-in-meaning.ts';
import { isTableHead } from '#lib/text/quotable-units.ts';
import { headOfRow, isLeadIn, isPiece } from '#lib/text/quoted-structure.ts';
import { shareIn } from '#lib/text/telling-words.ts';
import { termsAbove } from '#lib/text/terms-above.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import { isOfVersion, tellsVersion } from '#lib/text/versions.ts';
import { chanceOfAnswer, leastChance } from '../estimate-relevance.ts';
import { measureOf } from './question-kind.ts';
import type { Part } from './read-parts.ts';
import { findStretches, isOneLine, type Stretch, wordsIn } from './stretches.ts';

/** A stretch with its words. */
export type RatedStretch = Stretch & {
  said: ReadonlySet<string>;
  /** Whether its section speaks to each part, and what it is worth for it. */
  speaks: boolean[];
  worth: number[];
};

/** Whether what was found answers a part, likelier than not does not but comes closest, or has nothing of it. */
export type Finding = 'answer' | 'closest' | 'nothing';

/** What a report is made of: for each part what answers it or comes closest, and what else is near. */
export type Choice = {
  findings: Finding[];
  /** The best first; none where nothing was found. */
  answers: RatedStretch[][];
  /** What is missing where a part has no answer: names, or a kind of answer. */
  missing: string[][];
  passages: RatedStretch[];
};

/** What answers a part, and all the report holds. */
const room = { lines: 3, lineWords: 80, words: 180, units: 12 };
/**
 * What counts beside the score of a quote: how near it and its section are to the part in meaning, the words in and above
 * it that this part alone has, and whether its section speaks to the part and it sounds like such an answer, gives the
 * time or size asked for or a number by default, explains the thing asked for, or is a list where one is.
 */
const weights = { near: 0.75, section: 0.3, own: 0.2, says: 0.07, speaks: 0.15, template: -0.3, asked: 9 };
const giving = { measure: 0.3, byDefault: 0.25, explanation: 0.5, list: 0.2 };
/** A further line of an answer, and a passage, are worth this share of the best one. */
const leastShare = 0.7;
/** A part is spoken to by so many of its telling words, or by half of them where it has few. */
const enoughWords = 4;
/** Each name of a part that its page has not makes up for so many other words. */
const perAbsentName = 2;

/**
 * Chooses from quotes what answers each part of a question, and the passages nearest to it that say something else.
 * `absent` are the names of the question that stand in no page that was read, `price` what one is called where it is missing.
 */
export function chooseStretches(
  quotes: readonly Quote[],
  { parts, absent, price: asPrice }: { parts: readonly Part[]; absent: readonly string[]; price: string },
): Choice {
  const withCode = parts.some(({ kind }) => !kind || kind.name === 'how-to');
  const rated = rate(findStretches(quotes, { withCode }), { quotes, parts, absent });
  const isSpokenTo = parts.map((_, at) => rated.some(({ speaks }) => speaks[at]));
  const missing = parts.map((part, at) => [
    ...(isSpokenTo[at] ? [] : part.names.filter((name) => absent.includes(name))),
    ...(lacksPrice(part, rated) ? [asPrice] : []),
  ]);
  const ranked = parts.map((_, at) => byWorth(rated, at));
  const able = ranked.map((of, at) => of.filter((one) => givesKind(one, parts[at])));
  const from = able.map((of, at) => (of.length > 0 ? of : (ranked[at] ?? [])));
  const nearest = choose(rated, { parts, from, isOpen: parts.map(() => true) });
  const shown = [...nearest.answers.flat(), ...nearest.passages].flatMap(({ quotes }) => quotes);
  const told = shown.map(({ text }) => text).join('\n');
  const findings = parts.map((part, at): Finding => {
    if (rated.some(isAskedFor)) return 'answer';
    const chance = chanceOfAnswer(part.asks, { parts: [part], quotes: shown });
    const isToldOf = missing[at]?.length === 0 && isSpokenTo[at];
    if (chance === null && !isToldOf) return 'nothing';
    // The words that two languages share are too few to tell by.
    if (chance === null) return areOfOneLanguage(part.asks, told) ? 'answer' : 'closest';
    if (isToldOf && chance >= leastChance.answer && able[at]?.length !== 0) return 'answer';
    return isToldOf || chance >= leastChance.closest ? 'closest' : 'nothing';
  });
  const isOpen = findings.map((finding) => finding !== 'nothing');
  return { findings, missing, ...(isOpen.every(Boolean) ? nearest : choose(rated, { parts, from, isOpen })) };
}

/** What is told of each open part: its best stretch, told twice rather than one of another code, further lines, what is near. */
function choose(
  rated: readonly RatedStretch[],
  given: { parts: readonly Part[]; from: readonly RatedStretch[][]; isOpen: readonly boolean[] },
): Pick<Choice, 'answers' | 'passages'> {
  const answers: RatedStretch[][] = [];
  for (const [at, ranked] of given.from.entries()) {
    const codes = given.parts[at]?.all.filter((word) => /[_\d]/.test(word)) ?? [];
    const isOther = ({ said }: RatedStretch) => codes.some((it) => ranked[0]?.said.has(it) && !said.has(it));
    const best = ranked.find((one) => !isKnown(one, answers.flat()) && !isOther(one)) ?? ranked[0];
    answers.push(best && given.isOpen[at] ? [best] : []);
  }
  for (const [part, answer] of answers.entries())
    addLines(answer, { from: given.from[part] ?? [], told: answers, part });
  return { answers, passages: choosePassages(rated, { ...given, taken: answers.flat() }) };
}

/** Adds to an answer that is a line of text the lines from other places that say something else. */
function addLines(
  answer: RatedStretch[],
  { from, told, part }: { from: readonly RatedStretch[]; told: readonly RatedStretch[][]; part: number },
): void {
  const least = leastShare * (answer[0]?.worth[part] ?? Number.POSITIVE_INFINITY);
  for (const one of from) {
    if (!answer.every(isOneLine) || answer.length === room.lines || (one.worth[part] ?? 0) < least) break;
    const fits =
      (isOneLine(one) || one.core.some(({ form }) => form === 'code')) &&
      wordsIn([...answer, one].flatMap(({ quotes }) => quotes)) <= room.lineWords;
    const added = one.quotes.filter((quote) => !answer.some(({ quotes }) => quotes.includes(quote)));
    if (fits && !isKnown(one, told.flat(), [...one.core, ...added])) answer.push(one);
  }
}

/** Names that a writer of documentation meant to be filled in, such as `__MODEL__`; those of C are none. */
const template =
  /\b__(?!(?:FILE|LINE|DATE|TIME|STDC|VA_ARGS|VA_OPT|FUNCTION|COUNTER)_*)[A-Z][A-Z\d]*(?:_[A-Z\d]+)*__(?!\w)/;

function rate(
  stretches: readonly Stretch[],
  { quotes, parts, absent }: { quotes: readonly Quote[]; parts: readonly Part[]; absent: readonly string[] },
): RatedStretch[] {
  const most = Math.max(...quotes.map(({ score }) => score), Number.MIN_VALUE);
  const sections = Map.groupBy(quotes, sectionOf);
  const pages = new Map(
    [...Map.groupBy(quotes, ({ url }) => url)].map(([url, of]) => [url, new Set(of.flatMap(wordsAround))]),
  );
  const asked = parts.map(({ asks }) => asks);
  const things = parts.map(({ heading }) => toExplain(heading));
  const measures = parts.map(({ heading }) => measureOf(heading));
  const near = nearInMeaning(asked, quotes.map(underHeading));
  const ofSections = nearInMeaning(
    asked,
    [...sections.values()].map(([first, ...more]) =>
      [first?.title, ...(first?.heading ?? []), first?.text, ...more.map(({ text }) => text)].join('\n'),
    ),
  );
  const places = new Map([...sections.keys()].map((section, at) => [section, at]));
  const wordsOfSections = [...sections.values()].map((of) => new Set(of.flatMap(wordsAround)));
  const placeOf = (quote: Quote) => places.get(sectionOf(quote)) ?? 0;
  const worth = new Map(
    quotes.map((quote, at) => {
      const words = new Set(wordsAround(quote));
      const counted = parts.map(
        ({ own }, part) =>
          quote.score / most +
          weights.near * (near[part]?.[at] ?? 0) +
          weights.section * (ofSections[part]?.[placeOf(quote)] ?? 0) +
          weights.own * shareIn(own, words),
      );
      return [quote, counted];
    }),
  );
  return stretches.map((stretch) => {
    const { core, quotes } = stretch;
    const first = core[0] as Quote;
    const said = new Set(core.flatMap((quote) => [...termsOf(quote)]));
    const text = quotes.map(wordsOf).join('\n');
    const around = { near: wordsOfSections[placeOf(first)] ?? said, page: pages.get(first.url) ?? said };
    const speaks = parts.map((part) => speaksTo(around, part, absent));
    const ofQuotes = first.form === 'code' && !isPiece(first) ? quotes : [first];
    return {
      ...stretch,
      said,
      speaks,
      worth: parts.map(
        ({ kind, heading }, part) =>
          Math.max(...ofQuotes.map((quote) => worth.get(quote)?.[part] ?? 0)) +
          (speaks[part] ? weights.speaks : 0) +
          (kind?.says.test(text) ? weights.says : 0) +
          (measures[part]?.test(text) ? giving.measure : 0) +
          (kind?.name === 'number' && /\bdefaults?\b/i.test(text) ? giving.byDefault : 0) +
          (kind?.name === 'list' && isListing(stretch) ? giving.list : 0) +
          (explains(first.text, things[part] ?? '') ||
          isEntryOf(first.text, asked[part] ?? '') ||
          (sections.get(sectionOf(first))?.[0] === first && opensPageOf(things[part] ?? '', first))
            ? giving.explanation
            : 0) +
          (tellsVersion(heading, first.heading) ? weights.speaks : 0) +
          (template.test(text) ? weights.template : 0) +
          (isAskedFor(stretch) ? weights.asked : 0),
      ),
    };
  });
}

const known = new WeakMap<Quote, ReadonlySet<string>>();

/** The terms of a quote; it stands in many stretches, so they are worked out once. */
function termsOf(quote: Quote): ReadonlySet<string> {
  const terms = known.get(quote) ?? new Set(tokenize(quote.text));
  known.set(quote, terms);
  return terms;
}

const sectionOf = ({ url, heading }: Quote) => [url, ...heading].join('\n');

/** The words of a quote and of what stands above it. */
const wordsAround = (quote: Quote) => [...termsOf(quote), ...termsAbove(quote)];

const byWorth = (rated: readonly RatedStretch[], part: number) =>
  [...rated].sort((one, other) => (other.worth[part] ?? 0) - (one.worth[part] ?? 0) || order(one, other));

const order = (one: Stretch, other: Stretch) => (one.quotes[0]?.number ?? 0) - (other.quotes[0]?.number ?? 0);

/** Whether a section with the words `near` has enough of those that tell what a part is about. */
function speaksTo(
  { near, page }: { near: ReadonlySet<string>; page: ReadonlySet<string> },
  { all, names }: Part,
  absent: readonly string[],
): boolean {
  const wanted = Math.min(enoughWords, all.length / 2);
  const isLacking = (name: string) => absent.includes(name) || !tokenize(name).some((term) => page.has(term));
  const lacking = names.filter(isLacking).length * perAbsentName;
  return all.filter((word) => near.has(word)).length >= wanted + lacking;
}

const price = /\b(?:cost|costs|price|prices|pricing|fee|fees)\b/i;
const givesPrice = /[$€£¥]\s?\p{N}|\p{N}\s?(?:USD|EUR|GBP|dollars?|euros?|cents?|€|£)|\bfree of charge\b/iu;

/** Whether a part asks for a price and nothing gives one. */
const lacksPrice = ({ kind, heading }: Part, rated: readonly Stretch[]) =>
  kind?.name === 'number' &&
  price.test(heading) &&
  !rated.some(({ quotes }) => quotes.some(({ form, text }) => form !== 'code' && givesPrice.test(text)));

/** A number answers a question for one, no other version one about a version, words one what something is; other answers sound too various to insist. */
const givesKind = ({ quotes }: Stretch, part: Part | undefined) =>
  isOfVersion(part?.heading ?? '', quotes[0]?.heading ?? []) &&
  (part?.kind?.name !== 'definition' || quotes.every(({ form }) => form !== 'code')) &&
  (part?.kind?.name !== 'number' || quotes.some((quote) => part.kind?.says.test(wordsOf(quote))));

/** A sentence and the items that it leads to, which are no steps. */
const isListing = ({ core, quotes: [lead] }: Stretch) =>
  lead?.form === 'sentence' && core.filter(({ text }) => /^[-*+] /.test(text)).length > 1;

/** The number of a step is no number that is asked for. */
const wordsOf = ({ form, text }: Quote) => (form === 'item' ? text.replace(/^\d+[.)]\s/, '- ') : text);

/** What else is worth reading, the best first, as long as there is room. */
function choosePassages(
  rated: readonly RatedStretch[],
  given: { parts: readonly Part[]; isOpen: readonly boolean[]; taken: readonly RatedStretch[] },
): RatedStretch[] {
  const { parts, isOpen, taken } = given;
  if (!isOpen.some(Boolean)) return [];
  const worth = ({ worth }: RatedStretch) => Math.max(...worth.filter((_, part) => isOpen[part]));
  const ranked = [...rated].sort((one, other) => worth(other) - worth(one) || order(one, other));
  const best = ranked.find((stretch) => !isAskedFor(stretch));
  const floor = leastShare * (best ? worth(best) : 0);
  const all = [...taken];
  for (const stretch of ranked) {
    if (worth(stretch) < floor) break;
    if (isKnown(stretch, all, stretch.quotes)) continue;
    if (isOtherRow(stretch, { shown: all, parts })) continue;
    const shown = [...all, stretch].flatMap(({ quotes }) => quotes);
    const fits = wordsIn(shown) <= room.words && shown.length <= room.units;
    if (fits || isAskedFor(stretch)) all.push(stretch);
  }
  return all.slice(taken.length);
}

const isAskedFor = ({ core }: Stretch) => core.some(({ asked_for }) => asked_for);

/** Whether what a stretch is there for, or all of it, is told already, here or in other places. */
const isKnown = (stretch: RatedStretch, told: readonly RatedStretch[], quotes = stretch.core) =>
  told.some((other) => quotes.some((quote) => repeats(quote, other)));

const repeats = (quote: Quote, { quotes }: Stretch) =>
  !isTableHead(quote.text) &&
  quotes.some((other) => other === quote || (!isLeadIn(quote) && isSame(termsOf(other), termsOf(quote))));

/** A row that says no more of what is asked than a row of its table that is shown, or less than one of a table alike. */
function isOtherRow(
  { core: [row], said }: RatedStretch,
  { shown, parts }: { shown: readonly RatedStretch[]; parts: readonly Part[] },
): boolean {
  const head = row && headOfRow(row);
  if (!head) return false;
  const alike = shown.filter(({ core: [other] }) => other && headOfRow(other) === head);
  const isOfTable = alike.some(({ core: [other] }) => other?.url === row.url);
  const told = new Set(alike.flatMap((stretch) => [...stretch.said]));
  const inHead = new Set(tokenize(head));
  const asked = parts.flatMap(({ all }) => all).filter((word) => !inHead.has(word));
  const saysLess = asked.some((word) => told.has(word) && (isOfTable || !said.has(word)));
  return saysLess && !asked.some((word) => said.has(word) && !told.has(word));
}

/** The same words, or nearly: what has those of another one and more says more. */
function isSame(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const common = [...one].filter((word) => other.has(word)).length;
  return one.size > 2 && common >= 0.8 * Math.max(one.size, other.size);
}
