import { modelRoles } from '#lib/config.ts';
import type { ModelStates } from '#lib/schema/model-states.ts';
import { runtime } from './runtime.ts';

/** Who plays each role, and which servers of models on this machine could. */
export function listModelStates(): ModelStates {
  const { config, models, localModels } = runtime();
  return {
    data: modelRoles.map((role) => {
      const { contextTokens, concurrency } = models.settingsOf(role);
      return { role, model: models.nameOf(role), context_tokens: contextTokens, concurrency };
    }),
    gateway: config.GATEWAY_BASE_URL ? new URL(config.GATEWAY_BASE_URL).host : null,
    local: [...localModels],
  };
}
