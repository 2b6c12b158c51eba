import { ar } from './ar.ts';
import type { DayWords } from './day-words.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { hi } from './hi.ts';
import { ja } from './ja.ts';
import { zh } from './zh.ts';

/** The languages beside English and German that days are read in. */
export const dayWords: readonly DayWords[] = [fr, es, zh, ja, ar, hi];
