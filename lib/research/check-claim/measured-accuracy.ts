import type { Verdict } from '#lib/schema/verdict.ts';
import fitted from './judge-weights.json' with { type: 'json' };

/** How often the check is right on texts that it was not fitted on, as `npm run fit:judge` measured it. */
export const measuredAccuracy: Verdict['accuracy'] = fitted.measured;
