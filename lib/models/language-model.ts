import type { LanguageModelV4 } from '@ai-sdk/provider';
import type { Config } from '#lib/config.ts';
import type { Log } from '#lib/log.ts';
import { builtInModel } from './built-in/built-in-model.ts';
import type { Wait } from './gateway/call-patiently.ts';
import { createGateway } from './gateway/create-gateway.ts';
import { recordCalls } from './record-calls.ts';
import type { StepCalls } from './step-calls.ts';

/** What a model is asked to be: who plans and reviews, reads pages, writes, and judges. */
export type Role = 'planner' | 'reader' | 'writer' | 'judge';

export type Models = {
  /** True when nothing but the built-in model is there. */
  isBuiltIn: boolean;
  /** `built-in`, or the id of the gateway's model that plays the role. */
  nameOf(role: Role): string;
  /**
   * The model that plays a role in one run of a step; stages call it through the AI SDK and never ask which one it
   * is. Calls of a gateway are stored and never paid for twice; `onWait` hears when the gateway asks for a pause.
   */
  of(role: Role, run: { calls: StepCalls; onWait?: (wait: Wait) => void }): LanguageModelV4;
};

/** The models of this installation: a gateway's where one is set, else the built-in one. */
export function createModels({ config, log }: { config: Config; log: Log }): Models {
  const { GATEWAY_BASE_URL: baseUrl, GATEWAY_API_KEY: apiKey } = config;
  if (!baseUrl) return { isBuiltIn: true, nameOf: () => 'built-in', of: () => builtInModel };
  const gateway = createGateway({
    baseUrl,
    apiKey,
    firstByteTimeoutMs: config.MODEL_FIRST_BYTE_TIMEOUT_SECONDS * 1000,
    idleTimeoutMs: config.MODEL_IDLE_TIMEOUT_SECONDS * 1000,
    prices: config.MODEL_PRICES ?? {},
    log,
  });
  const ids: Record<Role, string | undefined> = {
    planner: config.MODEL_PLANNER ?? config.MODEL,
    reader: config.MODEL_READER ?? config.MODEL,
    writer: config.MODEL_WRITER ?? config.MODEL,
    judge: config.MODEL_JUDGE ?? config.MODEL,
  };
  const nameOf = (role: Role) => ids[role] as string;
  return {
    isBuiltIn: false,
    nameOf,
    of: (role, { calls, onWait }) => {
      const modelId = nameOf(role);
      return recordCalls(gateway.model(modelId, onWait && { onWait }), { calls, role, modelId });
    },
  };
}
