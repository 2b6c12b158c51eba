import type { LanguageModelV4, LanguageModelV4CallOptions } from '@ai-sdk/provider';
import { createLog } from '#lib/log.ts';
import { createGateway, type Gateway, type GatewayOptions } from '#lib/models/gateway/create-gateway.ts';
import { createFakeGateway, type FakeGateway } from './fake-gateway.ts';

export type TestGateway = { fake: FakeGateway; gateway: Gateway; stop(): Promise<void> };

/** A gateway in front of a scripted model on loopback; whoever starts it stops it. */
export async function startTestGateway(options: Partial<GatewayOptions> = {}): Promise<TestGateway> {
  const fake = createFakeGateway();
  await fake.start();
  const log = createLog('test', 'error');
  const gateway = createGateway({ baseUrl: fake.url, apiKey: 'secret-key', log, ...options });
  return { fake, gateway, stop: fake.stop };
}

/** A call of one user message. */
export function ask(
  text: string,
  more: Partial<LanguageModelV4CallOptions> = {},
): LanguageModelV4CallOptions {
  return { prompt: [{ role: 'user', content: [{ type: 'text', text }] }], ...more };
}

/** Streams a call to its end and answers its text. */
export async function readText(model: LanguageModelV4, call: LanguageModelV4CallOptions): Promise<string> {
  let text = '';
  for await (const delta of deltas(model, call)) text += delta;
  return text;
}

/** The text of a call as it comes. */
export async function* deltas(
  model: LanguageModelV4,
  call: LanguageModelV4CallOptions,
): AsyncGenerator<string> {
  const { stream } = await model.doStream(call);
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      if (next.value.type === 'text-delta') yield next.value.delta;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
