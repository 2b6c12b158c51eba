import type { Learnt } from './learnt.ts';

/** How the model of a role is asked; what is not set is left to the server. */
export type CallSettings = {
  /** How many tokens an answer may have at most. */
  outputTokens?: number | undefined;
  temperature?: number | undefined;
  reasoningEffort?: string | undefined;
};

type Message = { role: string; content: unknown };
type Body = Record<string, unknown> & { messages?: Message[] };

/** For a model that has to be told a limit where none is set. */
const enoughTokens = 8_192;

/** Writes the body of a request as the settings and the model want it. */
export function shapeBody(
  json: string,
  { settings, learnt }: { settings: CallSettings; learnt: Learnt },
): string {
  const {
    max_tokens,
    max_completion_tokens,
    temperature = settings.temperature,
    reasoning_effort = settings.reasoningEffort,
    stream_options,
    messages = [],
    ...rest
  } = JSON.parse(json) as Body;
  const wanted =
    max_completion_tokens ??
    max_tokens ??
    settings.outputTokens ??
    (learnt.needsLimit ? enoughTokens : undefined);
  const limit = wanted === undefined ? undefined : Math.min(Number(wanted), learnt.mostTokens ?? Infinity);
  return JSON.stringify({
    ...rest,
    messages: learnt.takesSystem ? messages : withoutSystem(messages),
    ...(limit !== undefined && { [learnt.limitName]: limit }),
    ...(temperature !== undefined && learnt.takesTemperature && { temperature }),
    ...(reasoning_effort !== undefined && learnt.takesEffort && { reasoning_effort }),
    ...(learnt.streams ? learnt.countsTokens && { stream_options } : { stream: false }),
  });
}

/** What the system would say stands before the first words of the user. */
function withoutSystem(messages: readonly Message[]): Message[] {
  const system = messages.filter(({ role }) => role === 'system').map(({ content }) => content);
  const others = messages.filter(({ role }) => role !== 'system');
  const [first, ...rest] = others;
  if (system.length === 0) return [...messages];
  if (first?.role !== 'user' || typeof first.content !== 'string') {
    return [{ role: 'user', content: system.join('\n\n') }, ...others];
  }
  return [{ ...first, content: [...system, first.content].join('\n\n') }, ...rest];
}
