import { addAll } from '#lib/text/long-lists.ts';
import { elementsOf, type Xml } from './unpack/xml.ts';

/** Words with their places, and how many of them come on a page: what else counts places has fewer. */
const least = { words: 200, wordsOfPage: 5, placed: 0.9, several: 0.1, addresses: 20 };
/** Of the texts of a file, addresses in other files; and of those, places within a page. */
const leastShare = { addresses: 0.15, places: 0.3 };

/**
 * Whether data is what a search over pages looks up, made by a program from pages that are files themselves: many words
 * with their places in a list of pages beside them, or records with addresses of places in pages.
 */
export function isSearchIndex(value: unknown): boolean {
  const { texts, addresses, places, longestList, postings } = look(value);
  const isOfWords = postings.some(
    ({ words, last }) => last < longestList && words >= Math.max(least.words, least.wordsOfPage * (last + 1)),
  );
  const isOfPlaces =
    addresses >= Math.max(least.addresses, leastShare.addresses * texts) &&
    places >= leastShare.places * addresses;
  return isOfWords || isOfPlaces;
}

/**
 * What stands before data that a script hands to a function or a name: `Search.setIndex(`, `var searchData=`, and as mdBook
 * has it, `Object.assign(window.search, JSON.parse('`.
 */
const beforeData =
  /^(?:(?:var|let|const|export default)\s{1,9})?(?:[\w$.]{1,99}\s{0,9}=\s{0,9})?(?:[\w$.]{1,99}\((?:[\w$.]{1,99},)?\s{0,9})?(?:JSON\.parse\(')?(?=[[{])/;

/** What rustdoc writes for its search and beside each page: the first sentences of other pages. */
const ofRustdoc =
  /^(?:window\.SIDEBAR_ITEMS\s?=|initSidebarItems\(|var searchIndex\s?=\s?(?:new Map\()?JSON\.parse\()/;

/** The same of a script that is nothing but such data. */
export function isSearchScript(script: string): boolean {
  const trimmed = script.trim().replace(/(?:'\))?\)?;?$/, '');
  if (ofRustdoc.test(trimmed)) return true;
  const before = beforeData.exec(trimmed)?.[0];
  if (before === undefined) return false;
  const data = trimmed.slice(before.length);
  const json = before.endsWith("'") ? data.replace(/\\(['\\])/g, '$1') : data;
  return isSearchIndex(parse(json) ?? parse(asJson(json)));
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}

/** Single quotes and bare names, which JSON has not. */
const asJson = (data: string): string =>
  data
    .replace(/'((?:[^'\\\n]|\\.)*)'/g, (_, inner: string) => JSON.stringify(inner.replace(/\\(.)/g, '$1')))
    .replace(/([{,]\s*)([A-Za-z_$][\w$]*)(?=\s*:)/g, '$1"$2"');

function look(root: unknown) {
  /** `longestList`: the most texts that stand in one list; `postings`: lists of words with their places. */
  const seen = { texts: 0, addresses: 0, places: 0, longestList: 0, postings: [] as Postings[] };
  const left = [root];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value === 'string') {
      const isAddress = isOfPage(value);
      seen.texts += 1;
      if (isAddress) seen.addresses += 1;
      if (isAddress && value.includes('#')) seen.places += 1;
    } else if (typeof value === 'object' && value !== null) {
      const inside = Object.values(value);
      const postings = Array.isArray(value) ? undefined : postingsOf(inside);
      if (postings) seen.postings.push(postings);
      else if (inside.every((each) => typeof each === 'string'))
        seen.longestList = Math.max(seen.longestList, inside.length);
      for (const each of inside) left.push(each);
    }
  }
  return seen;
}

/** How many words, and the last place that one of them has. */
type Postings = { words: number; last: number };

/** The values of an object, where nearly all of them are one place or several rising ones: only counts are all single. */
function postingsOf(values: readonly unknown[]): Postings | undefined {
  if (values.length < least.words) return undefined;
  const placed = values.filter(isPlaced);
  const several = placed.filter((place) => Array.isArray(place) && place.length > 1);
  if (placed.length < least.placed * values.length || several.length < least.several * placed.length)
    return undefined;
  return { words: placed.length, last: placed.flat().reduce((most, place) => Math.max(most, place), 0) };
}

/** Of the elements of an XML file, so many have such an address: each entry of an index has one, and parts that name it. */
const leastShareOfElements = 0.2;

/** The same of XML: entries with the address of a page or of a place in one, as a reader of manuals finds its topics by. */
export function isIndexOfPlaces(root: Xml): boolean {
  const seen = { elements: 0, addresses: 0, places: 0 };
  const left = [root];
  for (let element = left.pop(); element; element = left.pop()) {
    const address = Object.values(element.attributes).find(isOfPage);
    seen.elements += 1;
    if (address) seen.addresses += 1;
    if (address?.includes('#')) seen.places += 1;
    addAll(left, elementsOf(element));
  }
  return (
    seen.addresses >= Math.max(least.addresses, leastShareOfElements * seen.elements) &&
    seen.places >= leastShare.places * seen.addresses
  );
}

const isPlaced = (value: unknown): value is number | number[] =>
  isPlace(value) ||
  (Array.isArray(value) &&
    value.length > 0 &&
    value.every((each, at) => isPlace(each) && (at === 0 || each > value[at - 1])));

const isPlace = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;

/** The address of a page beside this file, or of a place in one: no pointer into JSON (`#/…`), no colour, no hashtag. */
const isOfPage = (text: string): boolean =>
  text.length <= 500 &&
  !/\s|^[a-z][a-z\d+.-]*:|#\//i.test(text) &&
  /\.x?html?(?:#.+)?$|[^#]\/#[^#/]+$|^[^#?]*\/$/i.test(text);
