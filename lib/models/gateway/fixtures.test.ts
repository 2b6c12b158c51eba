import type { LanguageModelV4, LanguageModelV4CallOptions } from '@ai-sdk/provider';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toAppError } from '#lib/errors.ts';
import { createLog } from '#lib/log.ts';
import {
  type Fixture,
  type FixtureServer,
  readFixtures,
  startFixtureServer,
} from '#lib/testing/fixture-server.ts';
import { ask, readText } from '#lib/testing/gateway.ts';
import { createGateway } from './create-gateway.ts';

let server: FixtureServer;
beforeAll(async () => {
  server = await startFixtureServer();
});
afterAll(() => server.stop());

/** How the bytes of an answer come: at once, one by one, or in pieces of sizes that a seed decides. */
const ways: [string, () => () => number][] = [
  ['whole', () => () => Infinity],
  ['byte by byte', () => () => 1],
  ['in pieces', () => pieces(1)],
];

function pieces(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return 1 + (state % 90);
  };
}

test.each(readFixtures())('$name is read as what it is, in whatever pieces it comes', async ({ fixture }) => {
  const { text: _, ...wanted } = fixture.expect;
  const isStream = fixture.status === 200;
  for (const [way, sizes] of isStream ? ways : ways.slice(-1)) {
    const { url, asked } = server.serve(fixture, sizes());
    const found = await observe(url, fixture);
    expectFound(found, fixture.expect, `${fixture.note} (${way})`);
    if (fixture.how.then) expectAsked(asked, wanted);
    if (way !== 'in pieces' || typeof fixture.expect.text !== 'string' || wanted.streams === false) continue;
    const streamed = server.serve(fixture, pieces(2));
    await expect(readText(modelAt(streamed.url, wanted), callFor(wanted))).resolves.toBe(fixture.expect.text);
  }
});

type Found = Record<string, unknown>;

async function observe(url: string, { expect: wanted }: Fixture): Promise<Found> {
  try {
    const answer = await modelAt(url, wanted).doGenerate(callFor(wanted));
    const { content, finishReason, usage, providerMetadata } = answer;
    return {
      text: content.map((piece) => (piece.type === 'text' ? piece.text : '')).join(''),
      finish: finishReason.unified,
      tokens: [usage.inputTokens.total ?? null, usage.outputTokens.total ?? null],
      malformed: providerMetadata?.gateway?.malformed_lines,
    };
  } catch (thrown) {
    const { code, message, retryable, retryAfterSeconds, details } = toAppError(thrown);
    return {
      code,
      message,
      retryable,
      retryAfterSeconds,
      partial: details.text,
      limit: details.contextTokens,
    };
  }
}

function modelAt(url: string, { effort }: Found): LanguageModelV4 {
  const log = createLog('test', 'error');
  const gateway = createGateway({ baseUrl: url, apiKey: 'secret-key', maxWaitMs: 0, log });
  return gateway.model('m', { reasoningEffort: effort as string | undefined });
}

function callFor({ json, system, limit_tokens, temperature }: Found): LanguageModelV4CallOptions {
  const call = ask('When does the valve open?', {
    ...(json === true && { responseFormat: { type: 'json', schema: { type: 'object' } } }),
    ...(limit_tokens !== undefined && { maxOutputTokens: Number(limit_tokens) }),
    ...(temperature !== undefined && { temperature: Number(temperature) }),
  });
  return system ? { ...call, prompt: [{ role: 'system', content: String(system) }, ...call.prompt] } : call;
}

function expectFound(found: Found, wanted: Found, where: string): void {
  const { message, text, finish, tokens, malformed, code, partial, limit, retryable, retryAfterSeconds } =
    wanted;
  const said = Object.entries({
    text,
    finish,
    tokens,
    malformed,
    code,
    partial,
    limit,
    retryable,
    retryAfterSeconds,
  });
  expect(found, where).toMatchObject(Object.fromEntries(said.filter(([, value]) => value !== undefined)));
  if (message) expect(found.message, where).toContain(message);
  if (code) expect(found.message, where).not.toContain('secret-key');
  if (code && code !== 'model_repeats') expect(found.partial ?? '', where).toBe(partial ?? '');
}

/** The second request differs from the refused one in what was refused, and in nothing else that counts. */
function expectAsked(
  asked: readonly Found[],
  { asked: forms = [], has = {}, lacks = [], roles }: Found,
): void {
  expect(asked).toHaveLength(2);
  const [, second = {}] = asked;
  for (const form of forms as string[]) expect(second.response_format).toMatchObject({ type: form });
  expect(second).toMatchObject(has as Found);
  for (const name of lacks as string[]) expect(second).not.toHaveProperty(name);
  if (roles) expect((second.messages as { role: string }[]).map(({ role }) => role)).toEqual(roles);
}
