import { randomUUID } from 'node:crypto';
import type { LanguageModelV4 } from '@ai-sdk/provider';
import { endAfter } from '#inngest/steps/end-after.ts';
import { builtInModel } from '#lib/models/built-in/built-in-model.ts';
import type { Role } from '#lib/models/language-model.ts';
import { modelName } from '#lib/models/model-name.ts';
import type { Desk, SearchSource } from '#lib/research/ports.ts';
import { type ResearchTask, research } from '#lib/research/research.ts';
import { type TimedWork, timeShares } from '#lib/research/time-shares.ts';
import type { Audit } from '#lib/schema/audit.ts';
import type { EventBody } from '#lib/schema/event.ts';
import type { Report } from '#lib/schema/report.ts';
import type { Claim, Verdict } from '#lib/schema/verdict.ts';
import { createMemoryStore } from './memory-store.ts';

/**
 * Runs the product's pipeline in this process, without engine and database: stages are plain calls, evidence stands in
 * memory. `models` names who plays a role; the built-in model plays those that it does not name.
 */
export async function researchInMemory(
  task: ResearchTask,
  {
    sources,
    models = {},
    now = new Date(),
    seconds,
    endOf,
    isLow,
    onEvent,
    nearness,
  }: {
    sources: readonly SearchSource[];
    models?: Partial<Record<Role, LanguageModelV4>>;
    now?: Date;
    /** How long it may take. */
    seconds?: number;
    /** Aborts when the time for such work is over, in place of a clock. */
    endOf?: (work: TimedWork) => AbortSignal;
    /** Aborts when its budget is low. */
    isLow?: AbortSignal;
    onEvent?: (event: EventBody) => void;
    nearness?: Desk['nearness'];
  },
) {
  const isAskedFor = (id: string) => sources.some((one) => one.id === id && one.suits === 'times');
  const store = createMemoryStore({ isAskedFor });
  const jobId = randomUUID();
  const events: EventBody[] = [];
  const keys = new Set<string>();
  const stages: { name: string; ms: number }[] = [];
  const tellOnce = async (key: string, event: EventBody) => {
    if (keys.has(key)) return;
    keys.add(key);
    events.push(event);
    onEvent?.(event);
  };
  const open = new AbortController();
  const model = (role: Role) => models[role] ?? builtInModel;
  const startedAt = new Date();
  const deadlineAt = seconds ? new Date(startedAt.getTime() + seconds * 1000) : null;
  const until =
    endOf ?? ((work: TimedWork) => endAfter(timeShares[work], { startedAt, deadlineAt, ended: open.signal }));
  const low = isLow ?? open.signal;
  const searchEnd = until('search');
  const deskOf = (step: string): Desk => ({
    jobId,
    step,
    signal: open.signal,
    finishing: searchEnd,
    closing: until('model'),
    early: () => (low.aborted ? 'budget' : searchEnd.aborted ? 'time' : null),
    until,
    comesAgain: () => false,
    now: () => now,
    isBuiltIn: (role) => model(role) === builtInModel,
    model,
    modelName: (role) => modelName(model(role)),
    contextOf: () => null,
    nearness,
    tell: (key, event) => tellOnce(`${step}:${key}`, event),
    async tellAll(told) {
      for (const { key, event } of told) await tellOnce(`${step}:${key}`, event);
    },
    tellOnce,
    async openText({ textId, model }) {
      let text = '';
      let resets = 0;
      await tellOnce(`${textId}:start`, { type: 'text-start', text_id: textId, model });
      return {
        write(delta) {
          text += delta;
          const event: EventBody = { type: 'text-delta', text_id: textId, delta };
          events.push(event);
          onEvent?.(event);
        },
        async reset(reason) {
          text = '';
          resets += 1;
          await tellOnce(`${textId}:reset:${resets}`, { type: 'text-reset', text_id: textId, reason });
        },
        flush: async () => text,
        abandon: async () => text,
      };
    },
    sources,
    store,
  });
  const outcome = await research(task, {
    async stage(name, _, work) {
      const start = performance.now();
      const answer = await work(deskOf(name));
      stages.push({ name, ms: performance.now() - start });
      return JSON.parse(JSON.stringify(answer ?? null)) as typeof answer;
    },
  });
  return {
    ...outcome,
    report: (await store.loadDraft('report')) as Report,
    claims: (await store.loadDraft('claims')) as Claim[],
    audit: (await store.loadDraft('audit')) as Audit,
    verdict: (await store.loadDraft('verdict')) as Verdict | null,
    quotes: await store.notes(),
    found: await store.found(),
    texts: store.texts(),
    events,
    stages,
  };
}
