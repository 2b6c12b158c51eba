import { tokenize } from './tokenize.ts';

const termsOf = (words: string): string => tokenize(words.replace(/[-_]/g, ' ')).join(' ');

const asking =
  /^(?:what(?:['’]s| is| are) (?:an? |the )?([^,?]{2,40})|(?:what|how) do(?:es)? (?:an? |the )?([^,?]{2,40}) (?:do|work))\??$/i;
/** The thing that a question wants explained, as terms ("What is a kite?", "How does a kite work?"); empty where it asks something else. */
export const toExplain = (question: string): string => {
  const [, named, working = ''] = asking.exec(question) ?? [];
  return termsOf(named ?? working);
};

/** How a page calls itself: its title without the name of its place, its section of a manual, or what it is about. */
const namesIn = (title: string): string[] =>
  (title.split(/ [-–—|·:] |\(\d\w{0,2}\)/, 1)[0] ?? '').split(', ').map(termsOf);

/** Whether a place opens the page of a thing, given as terms: what stands under its title, or under Name or Description. */
export function opensPageOf(
  thing: string,
  { title, heading }: { title: string; heading: readonly string[] },
): boolean {
  const place = heading.at(-1) ?? title;
  const isNamed = (words: string) => namesIn(words).includes(thing);
  return thing !== '' && isNamed(title) && (isNamed(place) || /^(?:name|description)$/i.test(place));
}

const optionsIn = (text: string): string[] => text.match(/(?<![\w-])--?[a-z][\w-]*/gi) ?? [];

/** Whether a text is the entry of an option that a question names: "- `-c`", and below it what `-c` does. */
export function isEntryOf(text: string, question: string): boolean {
  const asked = optionsIn(question);
  return (
    asked.length > 0 && optionsIn(/^[-*+] ([^\n]*)/.exec(text)?.[1] ?? '').some((one) => asked.includes(one))
  );
}

const saying =
  /(?:^|[.!?:]\s|\n[ \t]{0,12})(?:[-*] )?(?:(?:an?|the|each|since)\s)?([\p{L}\p{N}`"“][^\n.!?:]{0,40}?)\s(?:(?:is|are)\s(?:\w{1,20}ly\s)?(?:an?|the|one|used|defined)|means?|refers? to|stands? for)\s/giu;
const naming = /^([^\n.!?:]{1,200}?) [-–—] (?=\p{L})/u;
/** Whether a text says of a thing, given as terms, what it is: "A kite is a name that …", "kite - a name that …". */
export const explains = (text: string, thing: string): boolean =>
  thing !== '' &&
  ([...text.matchAll(saying)].some(([, named = '']) => termsOf(named) === thing) ||
    (naming.exec(text)?.[1] ?? '').split(', ').some((named) => termsOf(named) === thing));
