import { z } from 'zod';

/** A server of models that runs on this machine, and what it can be asked for; found, and used only when it is set. */
export const LocalModels = z.object({
  name: z.string(),
  /** What `GATEWAY_BASE_URL` is set to for it. */
  base_url: z.string(),
  models: z.array(z.string()),
});
export type LocalModels = z.infer<typeof LocalModels>;

/** What `GET /api/v1/models` answers. */
export const ModelStates = z.object({
  /** Who plays each role. */
  data: z.array(
    z.object({
      role: z.string(),
      /** `built-in`, or a model's id. */
      model: z.string(),
      /** How many tokens it can read, where that is set or it has said so. */
      context_tokens: z.number().int().nullable(),
      concurrency: z.number().int(),
    }),
  ),
  /** Where the gateway is; null with the built-in model. */
  gateway: z.string().nullable(),
  /** Servers of models on this machine that are not used; looked for once, at the start, while no gateway is set. */
  local: z.array(LocalModels),
});
export type ModelStates = z.infer<typeof ModelStates>;
