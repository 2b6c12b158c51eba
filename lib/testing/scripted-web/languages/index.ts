import type { WebLanguage } from '../web-language.ts';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { hi } from './hi.ts';
import { ja } from './ja.ts';
import { zh } from './zh.ts';

/** The languages that questions are asked in. The pages of the web itself are in the first four. */
export const webLanguages: readonly WebLanguage[] = [en, de, zh, fr, es, ja, ar, hi];

export function languageOf(code: string): WebLanguage {
  const found = webLanguages.find((language) => language.code === code.slice(0, 2));
  return found ?? en;
}
