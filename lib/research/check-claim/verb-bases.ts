import { englishVerbs, germanVerbs } from './languages/irregular-verbs.ts';
import { irregularForms } from './languages/wordnet-opposites.ts';

const readForms = (list: string): ReadonlyMap<string, string> =>
  new Map(
    list
      .trim()
      .split(/\s+/)
      .flatMap((entry) => {
        const [base = '', forms = ''] = entry.split('=');
        return forms.split(',').map((form): [string, string] => [form, base]);
      }),
  );

let opposites: ReadonlyMap<string, string> | undefined;
let english: ReadonlyMap<string, string> | undefined;
let german: { bases: ReadonlyMap<string, string>; pattern: RegExp } | undefined;

/** The word of the list of opposites that an irregular English form is of (`won` → `win`); other words as they are. */
export function englishOpposite(word: string): string {
  opposites ??= readForms(irregularForms);
  return opposites.get(word) ?? word;
}

/** As `englishOpposite`, of verbs that have no opposite too. */
export function englishBase(word: string): string {
  english ??= readForms(`${irregularForms} ${englishVerbs}`);
  const [, prefix = '', rest = ''] = /^(re|over|under|out|mis|fore)(.{3,})$/.exec(word) ?? [];
  const base = english.get(rest);
  // `rewrote` is of `rewrite`.
  return english.get(word) ?? (base === undefined ? word : `${prefix}${base}`);
}

/** The stem of a German verb's present for another stem of it, with what stands before: `ubernomm` → `ubernehm`. */
export function germanBase(stem: string): string {
  german ??= readGerman();
  const { bases, pattern } = german;
  return stem.replace(pattern, (_, before: string, changed: string) => {
    const prefix = before.replace(/ge$/, '');
    return `${prefix}${bases.get(changed)}`;
  });
}

function readGerman() {
  const bases = readForms(germanVerbs);
  // Longer ones first: "begonn" is no "gonn".
  const stems = [...bases.keys()].sort((one, other) => other.length - one.length);
  return { bases, pattern: new RegExp(`^(.*?)(${stems.join('|')})$`) };
}
