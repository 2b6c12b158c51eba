import { z } from 'zod';

const Price = z.object({
  input_usd_per_million: z.number().nonnegative(),
  output_usd_per_million: z.number().nonnegative(),
});

/** What a million tokens cost, in US dollars, by the model's id. A model that is not in it has an unknown price. */
export const ModelPrices = z.record(z.string(), Price);
export type ModelPrices = z.infer<typeof ModelPrices>;
