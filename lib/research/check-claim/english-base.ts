import { irregularForms } from './languages/wordnet-opposites.ts';

let made: Map<string, string> | undefined;

/** The word that an irregular English form is of (`won` → `win`); other words as they are. */
export function englishBase(word: string): string {
  made ??= new Map(
    irregularForms
      .trim()
      .split(/\s+/)
      .flatMap((entry) => {
        const [base = '', forms = ''] = entry.split('=');
        return forms.split(',').map((form): [string, string] => [form, base]);
      }),
  );
  return made.get(word) ?? word;
}
