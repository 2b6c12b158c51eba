import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { hi } from './hi.ts';
import { ja } from './ja.ts';
import type { Language } from './language.ts';
import { ru } from './ru.ts';
import { zh } from './zh.ts';

export const languages: readonly Language[] = [en, de, fr, es, zh, ja, ru, ar, hi];
