import type { Verdict } from '#lib/schema/verdict.ts';

/** How often this check was right where that was measured; null until `fit:judge` has measured it. */
export const measuredAccuracy: Verdict['accuracy'] = null;
