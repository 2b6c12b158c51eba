import { parseDuration } from './duration.ts';
import { EngineError } from './errors.ts';
import { compileExpression, type Expression, type OnFault } from './expressions.ts';
import { refusedSettings, runRealServer } from './refusals.ts';
import { readSchedule, type Schedule } from './schedule.ts';

export type ConcurrencyLimit = { limit: number; scope: 'fn' | 'env' | 'account'; key?: Expression };

/** A function of the app, its expressions compiled. */
export type EngineFunction = {
  id: string;
  name: string;
  maxAttempts: number;
  triggers: { event: string; if?: Expression }[];
  schedules: Schedule[];
  cancels: { event: string; if?: Expression; timeoutMs?: number }[];
  concurrency: ConcurrencyLimit[];
  /** Gives whole seconds by which a run goes before others of its lane. */
  priority?: Expression;
  idempotency?: Expression;
  startTimeoutMs?: number;
  finishTimeoutMs?: number;
};

type Settings = Record<string, unknown>;
const known = [
  'id',
  'name',
  'triggers',
  'steps',
  'idempotency',
  'concurrency',
  'cancel',
  'priority',
  'timeouts',
];
const defaultRetries = 4;
const most = { triggers: 10, cancels: 5, concurrencyLimits: 2, retries: 30 };

/**
 * Reads a function as the SDK registers it. Throws `invalid_request` with a sentence that names the function and the
 * setting that is faulty or that this engine does not have. What cannot be evaluated later, on an event, is told to
 * `onFault` with the same words.
 */
export function readFunctionConfig(config: unknown, onFault: OnFault = () => {}): EngineFunction {
  const settings = asObject(config);
  const id = String(settings.id ?? '');
  if (!id) throw new EngineError('invalid_request', 'A function without an id cannot be registered.');
  const refuse = (reason: string): never => {
    throw new EngineError('invalid_request', `Function "${id}": ${reason}`);
  };
  for (const [name, value] of Object.entries(settings)) {
    if (value === undefined || value === null || known.includes(name)) continue;
    const verdict = (refusedSettings as readonly string[]).includes(name)
      ? 'is not supported'
      : 'is not known';
    refuse(`\`${name}\` ${verdict} by this engine; ${runRealServer}.`);
  }
  const compile = (name: string, source: unknown, withAsync = false): Expression | undefined => {
    if (source === undefined || source === null || source === '') return undefined;
    try {
      return compileExpression(String(source), {
        withAsync,
        onFault: (message, event) => onFault(`Function "${id}": ${name}: ${message}`, event),
      });
    } catch (error) {
      return refuse(`${name}: ${(error as Error).message}`);
    }
  };
  const condition = (name: string, source: unknown, withAsync = false): Expression | undefined => {
    const compiled = compile(name, source, withAsync);
    if (!compiled || compiled.type === 'bool' || compiled.type === 'dyn') return compiled;
    return refuse(
      `${name}: The expression \`${compiled.source}\` is faulty: it gives neither true nor false.`,
    );
  };
  const duration = (name: string, text: unknown): number | undefined => {
    if (text === undefined || text === null || text === '') return undefined;
    return parseDuration(String(text)) ?? refuse(`${name}: "${text}" is not a duration.`);
  };

  const step = asObject(asObject(settings.steps).step);
  if (asObject(step.runtime).type === 'ws')
    refuse(`\`connect\` is not supported by this engine; ${runRealServer}.`);
  const timeouts = asObject(settings.timeouts);
  const atMost = (what: string, count: number, limit: number) =>
    count <= limit || refuse(`it has ${count} ${what}; at most ${limit} are allowed.`);
  const retries = Number(asObject(step.retries).attempts ?? defaultRetries);
  atMost('retries', retries, most.retries);
  const triggers = asList(settings.triggers);
  atMost('triggers', triggers.length, most.triggers);
  atMost('cancellations (cancelOn)', asList(settings.cancel).length, most.cancels);
  atMost('concurrency limits', asList(settings.concurrency).length, most.concurrencyLimits);
  return {
    id,
    name: String(settings.name ?? id),
    maxAttempts: 1 + retries,
    triggers: triggers
      .filter(({ cron }) => !cron)
      .map((trigger) => {
        const event = String(trigger.event ?? '');
        if (event.includes('*')) refuse(`the event "${event}" has a wildcard; ${runRealServer}.`);
        return { event, if: condition('if', trigger.expression) };
      }),
    schedules: triggers
      .filter(({ cron }) => cron)
      .map(({ cron, jitter }) => {
        try {
          return readSchedule(String(cron), jitter ? String(jitter) : undefined);
        } catch (error) {
          return refuse((error as Error).message);
        }
      }),
    cancels: asList(settings.cancel).map((cancel) => ({
      event: String(cancel.event ?? ''),
      if: condition('cancelOn', cancel.if, true),
      timeoutMs: duration('cancelOn.timeout', cancel.timeout),
    })),
    concurrency: readConcurrency(settings.concurrency, {
      compile: (source) => compile('concurrency.key', source),
      refuse,
    }),
    priority: readPriority(compile('priority.run', asObject(settings.priority).run), refuse),
    idempotency: compile('idempotency', settings.idempotency),
    startTimeoutMs: duration('timeouts.start', timeouts.start),
    finishTimeoutMs: duration('timeouts.finish', timeouts.finish),
  };
}

function readConcurrency(
  value: unknown,
  { compile, refuse }: { compile(source: unknown): Expression | undefined; refuse(reason: string): never },
): ConcurrencyLimit[] {
  const options =
    typeof value === 'number' ? [{ limit: value }] : Array.isArray(value) ? value : value ? [value] : [];
  return options
    .map((option): ConcurrencyLimit => {
      const { limit, scope = 'fn', key: source } = asObject(option);
      const key = compile(source);
      if (scope !== 'fn' && scope !== 'env' && scope !== 'account') {
        return refuse(`concurrency.scope: "${scope}" is none of fn, env and account.`);
      }
      if (scope !== 'fn' && !key) {
        return refuse(`concurrency: a limit with the scope "${scope}" needs a key, if only a constant one.`);
      }
      return { limit: Number(limit ?? 0), scope, key };
    })
    .filter(({ limit }) => limit > 0);
}

/** Inngest drops a priority that is no int without a word; here it is refused, so that it works on both. */
function readPriority(
  expression: Expression | undefined,
  refuse: (reason: string) => never,
): Expression | undefined {
  if (!expression || expression.type === 'int') return expression;
  return refuse(
    `priority.run: The expression \`${expression.source}\` is faulty: it must give an int, ` +
      `for instance \`int(${expression.source})\`.`,
  );
}

const asObject = (value: unknown): Settings =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Settings) : {};
const asList = (value: unknown): Settings[] => (Array.isArray(value) ? value.map(asObject) : []);
