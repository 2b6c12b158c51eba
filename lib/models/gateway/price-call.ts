import type { LanguageModelV4Usage } from '@ai-sdk/provider';
import type { ModelPrices } from '#lib/schema/model-price.ts';

/** What a call cost in US dollars; null when the model's price or its count of tokens is not known. */
export function priceCall({
  modelId,
  usage,
  prices,
}: {
  modelId: string;
  usage: LanguageModelV4Usage;
  prices: ModelPrices;
}): number | null {
  const price = Object.hasOwn(prices, modelId) ? prices[modelId] : undefined;
  const { total: input } = usage.inputTokens;
  const { total: output } = usage.outputTokens;
  if (!price || input === undefined || output === undefined) return null;
  return (input * price.input_usd_per_million + output * price.output_usd_per_million) / 1_000_000;
}
