import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4StreamPart,
} from '@ai-sdk/provider';

export type ScriptedAnswer = { text: string; finishReason?: 'stop' | 'length' };
export type ScriptedCall = {
  model: string;
  /** Milliseconds of `performance.now()`. */
  from: number;
  to: number;
  inputTokens: number;
  outputTokens: number;
};
/** The words of a call: what stands, what is asked, and what the model wrote of it before it was cut. */
export type ScriptedPrompt = { system: string; user: string; written: string };

/** A model in this process that answers by a function, after a time, and notes its calls. */
export function scriptedModel({
  name,
  answer,
  delayMs = 0,
  calls = [],
}: {
  name: string;
  answer: (prompt: ScriptedPrompt) => ScriptedAnswer;
  delayMs?: number;
  calls?: ScriptedCall[];
}): LanguageModelV4 {
  const reply = async (options: LanguageModelV4CallOptions) => {
    const from = performance.now();
    const prompt = readPrompt(options);
    const { text, finishReason = 'stop' } = answer(prompt);
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    options.abortSignal?.throwIfAborted();
    const inputTokens = Math.ceil((prompt.system.length + prompt.user.length) / 4);
    const outputTokens = Math.ceil(text.length / 4);
    calls.push({ model: name, from, to: performance.now(), inputTokens, outputTokens });
    return {
      text,
      finishReason: { unified: finishReason, raw: finishReason },
      usage: {
        inputTokens: { total: inputTokens, noCache: inputTokens, cacheRead: 0, cacheWrite: 0 },
        outputTokens: { total: outputTokens, text: outputTokens, reasoning: 0 },
      },
    };
  };
  return {
    specificationVersion: 'v4',
    provider: 'scripted',
    modelId: name,
    supportedUrls: {},
    async doGenerate(options) {
      const { text, finishReason, usage } = await reply(options);
      return { content: [{ type: 'text', text }], finishReason, usage, warnings: [] };
    },
    async doStream(options) {
      const { text, finishReason, usage } = await reply(options);
      const parts: LanguageModelV4StreamPart[] = [
        { type: 'stream-start', warnings: [] },
        { type: 'text-start', id: 'text' },
        ...(text.match(/[\s\S]{1,40}/g) ?? []).map(
          (delta): LanguageModelV4StreamPart => ({ type: 'text-delta', id: 'text', delta }),
        ),
        { type: 'text-end', id: 'text' },
        { type: 'finish', finishReason, usage },
      ];
      const stream = new ReadableStream<LanguageModelV4StreamPart>({
        start(controller) {
          for (const part of parts) controller.enqueue(part);
          controller.close();
        },
      });
      return { stream };
    },
  };
}

function readPrompt({ prompt }: LanguageModelV4CallOptions): ScriptedPrompt {
  const textOf = (role: string) =>
    prompt
      .filter((message) => message.role === role)
      .map(({ content }) =>
        typeof content === 'string'
          ? content
          : content.map((part) => ('text' in part ? String(part.text) : '')).join(''),
      );
  return {
    system: textOf('system').join('\n'),
    user: textOf('user')[0] ?? '',
    written: textOf('assistant').at(-1) ?? '',
  };
}
