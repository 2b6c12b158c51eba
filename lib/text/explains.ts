import { tokenize } from './tokenize.ts';

/** The thing that a question wants explained, as terms ("What is a kite?"); empty where it asks something else. */
export const toExplain = (question: string): string =>
  tokenize(/^what(?:['’]s| is| are) (?:an? |the )?([^,?]{2,40})\??$/i.exec(question)?.[1] ?? '').join(' ');

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
/** Whether a text says of a thing, given as terms, what it is: "A kite is a name that …". */
export const explains = (text: string, thing: string): boolean =>
  thing !== '' && [...text.matchAll(saying)].some(([, named = '']) => tokenize(named).join(' ') === thing);
