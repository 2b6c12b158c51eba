import { describeLocalModels, findLocalModels } from '#lib/find-local-models.ts';
import type { LocalModels } from '#lib/schema/model-states.ts';
import type { Readiness } from '../probe.ts';
import { type Check, type Finding, notKnown } from './check.ts';

export const model: Check = {
  name: 'Model',
  check: async ({ found, config }) => {
    if (found.state !== 'ready') return notKnown;
    // On another machine, only what that one found at its start can be told.
    const isHere = !config.INTENTUI_URL;
    const isBuiltIn = found.readiness.model === 'built-in';
    return judgeModel(found.readiness, isHere && isBuiltIn ? await findLocalModels() : undefined);
  },
};

/** Which model works, and what else could: a server on this machine is offered, never used unasked. */
export function judgeModel({ model: told, local_models }: Readiness, found = local_models ?? []): Finding {
  if (told === undefined) return { state: 'note', text: 'the product does not say which model it uses' };
  const finding: Finding = { state: 'well', text: typeof told === 'string' ? told : JSON.stringify(told) };
  if (told !== 'built-in' || found.length === 0) return finding;
  const details = found.map((server: LocalModels) => ({
    name: server.name,
    text: describeLocalModels(server),
  }));
  return { ...finding, details };
}
