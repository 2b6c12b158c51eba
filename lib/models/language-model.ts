import type { LanguageModelV4 } from '@ai-sdk/provider';
import { type Config, type ModelRole, modelSettingsOf } from '#lib/config.ts';
import type { Log } from '#lib/log.ts';
import { builtInModel } from './built-in/built-in-model.ts';
import type { Wait } from './gateway/call-patiently.ts';
import { createGateway } from './gateway/create-gateway.ts';
import { recordCalls } from './record-calls.ts';
import type { StepCalls } from './step-calls.ts';

/** What a model is asked to be: who plans and reviews, reads pages, writes, and judges. */
export type Role = ModelRole;

export type RoleSettings = {
  /** How many tokens the model reads: as it is set, else as it has said itself; null while nobody has said. */
  contextTokens: number | null;
  /** How many calls are at work at once; more wait for their turn. */
  concurrency: number;
};

export type Models = {
  /** True when nothing but the built-in model is there. */
  isBuiltIn: boolean;
  /** `built-in`, or the id of the gateway's model that plays the role. */
  nameOf(role: Role): string;
  /** What work has to be cut to; a model that refuses a prompt as too long may make it smaller. */
  settingsOf(role: Role): RoleSettings;
  /**
   * The model that plays a role in one run of a step; stages call it through the AI SDK and never ask which one it
   * is. Calls of a gateway are stored and never paid for twice; `onWait` hears when the gateway asks for a pause.
   */
  of(role: Role, run: { calls: StepCalls; onWait?: (wait: Wait) => void }): LanguageModelV4;
};

/** The models of this installation: a gateway's where one is set, else the built-in one. */
export function createModels({ config, log }: { config: Config; log: Log }): Models {
  const { GATEWAY_BASE_URL: baseUrl, GATEWAY_API_KEY: apiKey, GATEWAY_HEADERS: headers } = config;
  if (!baseUrl) {
    const settings = { contextTokens: null, concurrency: 8 };
    return {
      isBuiltIn: true,
      nameOf: () => 'built-in',
      settingsOf: () => settings,
      of: () => builtInModel,
    };
  }
  const gateway = createGateway({ baseUrl, apiKey, headers, prices: config.MODEL_PRICES ?? {}, log });
  const nameOf = (role: Role) => modelSettingsOf(config, role).modelId;
  return {
    isBuiltIn: false,
    nameOf,
    settingsOf(role) {
      const { modelId, contextTokens, concurrency } = modelSettingsOf(config, role);
      return { contextTokens: contextTokens ?? gateway.contextOf(modelId), concurrency };
    },
    of(role, { calls, onWait }) {
      const { modelId, contextTokens, ...settings } = modelSettingsOf(config, role);
      return recordCalls(gateway.model(modelId, { ...settings, onWait }), { calls, role, modelId });
    },
  };
}
