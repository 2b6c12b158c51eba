import type { LanguageModelV4CallOptions, LanguageModelV4Prompt } from '@ai-sdk/provider';
import type { Learnt } from './learnt.ts';
import { learnFrom } from './lessons.ts';

/**
 * Calls in the best form that the model is known to understand. What it refuses of it is left out and remembered in
 * `learnt`; when it refuses to answer by a schema, it is asked for a JSON object, then in plain words, with the schema
 * in the prompt. No form is asked twice, whatever the refusals say: the last of them is thrown then.
 */
export async function callInKnownForm<T>(
  call: (input: LanguageModelV4CallOptions) => PromiseLike<T>,
  { input, learnt }: { input: LanguageModelV4CallOptions; learnt: Learnt },
): Promise<T> {
  const forms = new Set<string>();
  let { maxOutputTokens } = input;
  for (;;) {
    const tried = { ...learnt, asksForJson: input.responseFormat?.type === 'json', maxOutputTokens };
    forms.add(JSON.stringify([learnt, maxOutputTokens]));
    try {
      return await call(toForm({ ...input, maxOutputTokens }, tried.jsonForm));
    } catch (error) {
      const lesson = learnFrom(error, tried);
      if (!lesson) throw error;
      const { maxOutputTokens: left = maxOutputTokens, ...lasting } = lesson;
      Object.assign(learnt, lasting);
      maxOutputTokens = left;
      if (forms.has(JSON.stringify([learnt, maxOutputTokens]))) throw error;
    }
  }
}

function toForm(input: LanguageModelV4CallOptions, form: Learnt['jsonForm']): LanguageModelV4CallOptions {
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
