import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLog } from '#lib/log.ts';
import { ask, deltas, readText, startTestGateway, type TestGateway } from '#lib/testing/gateway.ts';
import { createGateway } from './create-gateway.ts';

const prices = { priced: { input_usd_per_million: 0.15, output_usd_per_million: 0.6 } };
let running: TestGateway;
beforeEach(async () => {
  running = await startTestGateway({ prices });
});
afterEach(() => running.stop());

const failure = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

test('text comes word by word while the model still writes, and is what the model sent', async () => {
  running.fake.next([{ text: 'One two three four.', hangAfter: 2 }]);
  const stream = deltas(running.gateway.model('m'), ask('count'));
  expect((await stream.next()).value).toBe('One');
  expect((await stream.next()).value).toBe(' two');
  expect(running.fake.calls[0]?.outcome).toBe('open');
  await stream.return(undefined);
});

test('code, blanks and foreign letters arrive unchanged', async () => {
  const text = '```ts\nconst a = 1;\n\n\tb();\n```\n\n — Grüße 🦊 日本 \\u0041 "quoted" ';
  running.fake.next([{ text, pieceLength: 1 }]);
  await expect(readText(running.gateway.model('m'), ask('code'))).resolves.toBe(text);
});

test('no piece holds half a character or a NUL, so that each can be stored', async () => {
  running.fake.next([{ text: '🦊\0 a 🦊\ud83e', pieceLength: 1 }]);
  const pieces: string[] = [];
  for await (const delta of deltas(running.gateway.model('m'), ask('fox'))) pieces.push(delta);
  expect(pieces.join('')).toBe('🦊 a 🦊\ufffd');
  expect(pieces.every((piece) => piece.isWellFormed())).toBe(true);
});

test('whoever stops reading closes the connection to the model', async () => {
  running.fake.next([{ text: 'a b c d e', hangAfter: 2 }]);
  const stream = deltas(running.gateway.model('m'), ask('count'));
  await stream.next();
  await stream.return(undefined);
  await expect.poll(() => running.fake.calls[0]?.outcome).toBe('closed_by_client');
});

test('an answer is generated whole with its tokens and its cost', async () => {
  running.fake.next([{ text: 'Four words it has.' }]);
  const { content, finishReason, usage, providerMetadata } = await running.gateway
    .model('priced')
    .doGenerate(ask('say'));
  const { input_tokens, output_tokens } = running.fake.meter();
  expect(content).toEqual([{ type: 'text', text: 'Four words it has.' }]);
  expect(finishReason.unified).toBe('stop');
  expect([usage.inputTokens.total, usage.outputTokens.total]).toEqual([input_tokens, output_tokens]);
  expect(providerMetadata?.gateway?.cost_usd).toBeCloseTo(
    (input_tokens * 0.15 + output_tokens * 0.6) / 1e6,
    12,
  );
});

test('the cost is null, never zero, for a model without a price and for an answer without tokens', async () => {
  const unpriced = await running.gateway.model('other').doGenerate(ask('say'));
  running.fake.next([{ usage: false }]);
  const uncounted = await running.gateway.model('priced').doGenerate(ask('say'));
  expect(unpriced.providerMetadata?.gateway?.cost_usd).toBeNull();
  expect(uncounted.providerMetadata?.gateway?.cost_usd).toBeNull();
  expect(uncounted.usage.inputTokens.total).toBeUndefined();
});

test('the key goes to the gateway, and a gateway without a key works', async () => {
  await readText(running.gateway.model('m'), ask('a'));
  const keyless = createGateway({ baseUrl: running.fake.url, apiKey: undefined, log: createLog('test') });
  await readText(keyless.model('m'), ask('b'));
  expect(running.fake.calls[0]?.authorization).toBe('Bearer secret-key');
  expect(running.fake.calls).toHaveLength(2);
});

test.each(['end', 'reset'] as const)(
  'an answer that breaks off (%s) is an error that has its text, never a short answer',
  async (how) => {
    running.fake.always({ text: 'One two three four.', tokenDelayMs: 30, cut: { after: 2, how } });
    const model = running.gateway.model('m');
    // What was on its way at a reset is lost.
    const text = how === 'end' ? 'One two' : expect.stringMatching(/^One/);
    const lost = expect.objectContaining({ code: 'model_cut_off', details: { text } });
    await expect(readText(model, ask('count'))).rejects.toEqual(lost);
    await expect(model.doGenerate(ask('count'))).rejects.toEqual(lost);
  },
);

test('an answer that ends with [DONE] alone is whole', async () => {
  running.fake.always({ text: 'One two three four.', cut: { after: 2, how: 'done' } });
  const { content, finishReason } = await running.gateway.model('m').doGenerate(ask('count'));
  expect(content).toEqual([{ type: 'text', text: 'One two' }]);
  expect(finishReason.unified).toBe('stop');
});

test('an error within the stream ends the answer with its words', async () => {
  running.fake.next([{ text: 'One two three.', errorAfter: 1, message: 'Out of memory.' }]);
  await expect(readText(running.gateway.model('m'), ask('a'))).rejects.toEqual(
    failure('model_cut_off', /Out of memory/),
  );
});

test('lines that are no JSON are passed over and counted', async () => {
  running.fake.next([{ text: 'Still whole.', malformedLines: 3 }]);
  const { content, providerMetadata } = await running.gateway.model('m').doGenerate(ask('a'));
  expect(content).toEqual([{ type: 'text', text: 'Still whole.' }]);
  expect(providerMetadata?.gateway?.malformed_lines).toBe(3);
});

test('an answer that says how it finished is whole, with or without [DONE] and a closed connection', async () => {
  running.fake.next([
    { text: 'Whole one.', done: false },
    { text: 'Whole two.', lingers: true },
  ]);
  const model = running.gateway.model('m');
  await expect(readText(model, ask('a'))).resolves.toBe('Whole one.');
  await expect(readText(model, ask('b'))).resolves.toBe('Whole two.');
});

test('a server that answers in one piece though it should stream is understood', async () => {
  running.fake.next([{ text: 'All at once.', whole: true }]);
  const { content, usage } = await running.gateway.model('m').doGenerate(ask('a'));
  expect(content).toEqual([{ type: 'text', text: 'All at once.' }]);
  expect(usage.outputTokens.total).toBe(3);
});

test('a web page in place of an answer says that the address is wrong', async () => {
  running.fake.next([{ page: '<html>Welcome</html>' }]);
  await expect(readText(running.gateway.model('m'), ask('a'))).rejects.toEqual(
    failure('model_rejected', /GATEWAY_BASE_URL is no OpenAI-compatible API/),
  );
});

test('thinking is no part of the text, however it is cut into pieces', async () => {
  running.fake.next([{ think: 'Hm, so.\n\nYes.', text: 'The answer.', pieceLength: 3 }]);
  running.fake.next([{ think: 'Hm.', text: '{"a": 1}' }]);
  const model = running.gateway.model('m');
  await expect(readText(model, ask('a'))).resolves.toBe('The answer.');
  const { content } = await model.doGenerate(ask('b'));
  expect(content).toEqual([{ type: 'text', text: '{"a": 1}' }]);
});

test.each([
  [
    400,
    'The prompt is too long for secret-key.',
    failure('model_context_exceeded', /\(400\): The prompt is too long for •••/),
  ],
  [401, 'Wrong key secret-key', failure('model_rejected', /check GATEWAY_API_KEY/)],
  [404, 'no such model', failure('model_rejected', /no model "m" \(404\)/)],
  [500, 'Oh no', failure('model_failed', /\(500\): Oh no/)],
  [502, 'Bad gateway', failure('model_failed', /\(502\)/)],
])('a refusal with status %i says what to do and never tells the key', async (status, message, expected) => {
  running.fake.next([{ status, message }]);
  const thrown = await readText(running.gateway.model('m'), ask('a')).catch((error: Error) => error);
  expect(thrown).toEqual(expected);
  expect(String(thrown)).not.toContain('secret-key');
});

test('an address where nobody answers is named as such', async () => {
  await running.stop();
  await expect(readText(running.gateway.model('m'), ask('a'))).rejects.toEqual(
    failure('model_unreachable', /cannot be reached; check GATEWAY_BASE_URL/),
  );
});

describe('thinking whose opening tag the server keeps to itself', () => {
  const aloud = { text: 'So, let me see.[q9]\n</think>\n\nThe answer.[q1]', pieceLength: 4 };

  test('a whole answer is without it, and the streamed ones that follow are', async () => {
    running.fake.always(aloud);
    const model = running.gateway.model('m');
    const { content } = await model.doGenerate(ask('a'));
    expect(content).toEqual([{ type: 'text', text: 'The answer.[q1]' }]);
    await expect(readText(model, ask('b'))).resolves.toBe('The answer.[q1]');
  });

  test('a first answer that is streamed keeps the tag, by which its reader can tell; the next has none', async () => {
    running.fake.always(aloud);
    const model = running.gateway.model('m');
    await expect(readText(model, ask('a'))).resolves.toBe(aloud.text);
    await expect(readText(model, ask('b'))).resolves.toBe('The answer.[q1]');
  });
});

describe('a server that reads only a part of the prompt without a word', () => {
  const long = 'The valve opens at 3.5 bar. '.repeat(1_500);

  test('is found out by its count of tokens, and the limit is known from then on', async () => {
    running.fake.next([{ promptTokens: 4_096 }]);
    await expect(running.gateway.model('priced').doGenerate(ask(long))).rejects.toMatchObject({
      code: 'model_context_exceeded',
      details: { contextTokens: 4_096, usage: { inputTokens: 4_096, costUsd: expect.any(Number) } },
    });
    expect(running.gateway.contextOf('priced')).toBe(4_096);
  });

  test('is no server that counts right, in any script, nor one that counts nothing or only what it had not in its cache', async () => {
    const model = running.gateway.model('m');
    running.fake.always({ text: 'Yes.' });
    running.fake.next([
      { promptTokens: 10_500 },
      { promptTokens: 30_000 },
      { usage: false },
      { promptTokens: 21 },
    ]);
    for (const prompt of [long, '阀门在三点五巴时打开。'.repeat(3_000), long, long]) {
      await expect(model.doGenerate(ask(prompt))).resolves.toMatchObject({
        finishReason: { unified: 'stop' },
      });
    }
    expect(running.gateway.contextOf('m')).toBeNull();
  });
});

test('a limit that a refusal names is known from then on', async () => {
  const message = "This model's maximum context length is 8192 tokens. However, you requested 9000.";
  running.fake.next([{ status: 400, message }]);
  await expect(readText(running.gateway.model('m'), ask('a'))).rejects.toMatchObject({
    code: 'model_context_exceeded',
    details: { contextTokens: 8_192 },
  });
  expect(running.gateway.contextOf('m')).toBe(8_192);
});

test('headers and a query of the address go along, and no secret of them is told', async () => {
  const gateway = createGateway({
    baseUrl: `${running.fake.url}?api-version=2025-01-01`,
    apiKey: undefined,
    headers: { 'api-key': 'azure-secret' },
    log: createLog('test'),
  });
  running.fake.next([{ status: 400, message: 'azure-secret is odd' }, { text: 'Yes.' }]);
  const refused = await readText(gateway.model('m'), ask('a')).catch((error: Error) => error);
  expect(String(refused)).not.toContain('azure-secret');
  await expect(readText(gateway.model('m'), ask('a'))).resolves.toBe('Yes.');
  expect(running.fake.calls[1]?.headers).toMatchObject({ 'api-key': 'azure-secret' });
  expect(running.fake.calls[1]?.path).toBe('/v1/chat/completions?api-version=2025-01-01');
});

test('of a secret that begins like another one nothing is told either', async () => {
  const gateway = createGateway({
    baseUrl: running.fake.url,
    apiKey: 'azure',
    headers: { 'api-key': 'azure-secret' },
    log: createLog('test'),
  });
  running.fake.next([{ status: 400, message: 'azure-secret is odd' }]);
  const refused = await readText(gateway.model('m'), ask('a')).catch((error: Error) => error);
  expect(String(refused)).toContain('is odd');
  expect(String(refused)).not.toContain('secret');
});

test('https where the server speaks http says so at once', async () => {
  const gateway = createGateway({
    baseUrl: running.fake.url.replace('http:', 'https:'),
    apiKey: undefined,
    log: createLog('test'),
  });
  await expect(readText(gateway.model('m'), ask('a'))).rejects.toEqual(
    failure('model_unreachable', /GATEWAY_BASE_URL is not accepted .*; check http or https/),
  );
});
