import type { LanguageModelV4CallOptions, LanguageModelV4Prompt } from '@ai-sdk/provider';

/** What is known of a model: in which form it can be asked for JSON, and whether it counts tokens in a stream. */
export type Learnt = { jsonForm: JsonForm; countsTokens: boolean };

const jsonForms = ['json_schema', 'json_object', 'text'] as const;
type JsonForm = (typeof jsonForms)[number];

/**
 * Calls in the best form that the model is known to understand. When it refuses to answer by a schema, it is asked for
 * a JSON object, then in plain words, with the schema in the prompt; what it refuses is remembered in `learnt`.
 */
export async function callInKnownForm<T>(
  call: (input: LanguageModelV4CallOptions) => PromiseLike<T>,
  { input, learnt }: { input: LanguageModelV4CallOptions; learnt: Learnt },
): Promise<T> {
  for (;;) {
    const tried = { ...learnt };
    try {
      return await call(toForm(input, tried.jsonForm));
    } catch (error) {
      const lesson = learn(error, { tried, asksForJson: input.responseFormat?.type === 'json' });
      if (!lesson) throw error;
      Object.assign(learnt, lesson);
    }
  }
}

/** What a refusal teaches about the model, if anything: refused parts are named in it, in one of many wordings. */
function learn(
  error: unknown,
  { tried, asksForJson }: { tried: Learnt; asksForJson: boolean },
): Partial<Learnt> | undefined {
  const { statusCode, responseBody, message } = Object(error) as Record<string, unknown>;
  if (![400, 404, 415, 422, 501].includes(Number(statusCode))) return undefined;
  const words = `${message} ${responseBody}`;
  if (tried.countsTokens && /stream_options|include_usage/.test(words)) return { countsTokens: false };
  const jsonForm = jsonForms[jsonForms.indexOf(tried.jsonForm) + 1];
  return asksForJson && jsonForm && refusesJson.test(words) ? { jsonForm } : undefined;
}

const refusesJson =
  /response[_ ]?format|json[_ ]?schema|json[_ ]?object|json_validate_failed|structured output|grammar|requested parameters/i;

function toForm(input: LanguageModelV4CallOptions, form: JsonForm): LanguageModelV4CallOptions {
  const { responseFormat, providerOptions, ...rest } = input;
  const openai = { systemMessageMode: 'system', strictJsonSchema: false, ...providerOptions?.openai };
  const common = { ...rest, providerOptions: { ...providerOptions, openai } };
  if (responseFormat?.type !== 'json') return common;
  if (form === 'json_schema') return { ...common, responseFormat };
  const prompt = askForJson(input.prompt, responseFormat.schema);
  return form === 'text' ? { ...common, prompt } : { ...common, prompt, responseFormat: { type: 'json' } };
}

/** Adds to the system message, since many models know only one. */
function askForJson(prompt: LanguageModelV4Prompt, schema: unknown): LanguageModelV4Prompt {
  const form = schema ? ` It must match this JSON Schema:\n${JSON.stringify(schema)}` : '';
  const wish = `Answer with one JSON object and nothing else, without a code fence.${form}`;
  const [first, ...rest] = prompt;
  if (first?.role !== 'system') return [{ role: 'system', content: wish }, ...prompt];
  return [{ ...first, content: `${first.content}\n\n${wish}` }, ...rest];
}
