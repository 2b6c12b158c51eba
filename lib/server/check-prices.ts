import { modelRoles } from '#lib/config.ts';
import { AppError } from '#lib/errors.ts';
import type { Runtime } from './runtime.ts';

/** Throws `price_unknown` where the price of a model is not known: a cap in money cannot be kept then. */
export function checkPrices({ config, models }: Pick<Runtime, 'config' | 'models'>): void {
  const names = new Set(modelRoles.map((role) => models.nameOf(role)));
  const unknown = [...names].filter((name) => name !== 'built-in' && !config.MODEL_PRICES?.[name]);
  if (unknown.length === 0) return;
  const verb = unknown.length === 1 ? 'the price of' : 'the prices of';
  const message = `budget.cost_usd cannot be kept: ${verb} ${unknown.join(', ')} ${unknown.length === 1 ? 'is' : 'are'} not known. Set MODEL_PRICES, or cap tokens instead.`;
  throw new AppError('price_unknown', message, { fields: [{ path: 'budget.cost_usd', message }] });
}
