import { setTimeout as sleep } from 'node:timers/promises';
import { readServerSentEvents } from '#lib/client/read-server-sent-events.ts';
import type { Job } from '#lib/schema/job.ts';
import { createFakeGateway } from '#lib/testing/fake-gateway.ts';
import { startProduct } from '../e2e/start-product.ts';
import { spread } from './engine/percentile.ts';
import { submitJob } from './product-jobs.ts';

/**
 * `npm run bench -- tokens [--tokens 200] [--every 20]`: how much later than straight from the model a token reaches a
 * client of a job's event stream. The scripted model writes a word every so many milliseconds; both streams are read
 * in this process, the one of the model as it leaves, the one of the job as it arrives.
 */
export async function tokens({ tokens: count = '200', every = '20' }: Record<string, string>): Promise<void> {
  const gateway = createFakeGateway();
  await gateway.start();
  const words = Array.from({ length: Number(count) }, (_, index) => `word${index}`);
  gateway.always({ text: words.join(' '), tokenDelayMs: Number(every) });
  const product = await startProduct({
    GATEWAY_BASE_URL: gateway.url,
    GATEWAY_API_KEY: 'scripted',
    MODEL: 'scripted',
  });
  try {
    const job = await submitJob(product.url, { job_type: 'stream', input_data: { prompt: 'Count for me.' } });
    const seen = await followJob(product.url, job, words);
    const call = gateway.calls.at(-1);
    const direct = await readModel(gateway.url, words);
    const spacing = (times: number[]) => ((times.at(-1) ?? 0) - (times[0] ?? 0)) / (times.length - 1);
    console.log(
      `${seen.text === call?.sent ? 'the same' : 'ANOTHER'} text as the model sent, ${words.length} words`,
    );
    console.log(
      `first word on the client before the model's last: ${(seen.at[0] ?? 0) < (seen.at.at(-1) ?? 0)}`,
    );
    console.log(
      `ms between words: model ${spacing(direct).toFixed(1)}, client ${spacing(seen.at).toFixed(1)}`,
    );
    // A word is late by how much later it comes than the quickest one, both counted from the model's own pace.
    const pace = spacing(direct);
    const lags = seen.at.map((at, index) => at - (seen.at[0] ?? 0) - index * pace);
    const base = Math.min(...lags);
    const { p50, p95 } = spread(lags.map((lag) => lag - base));
    console.log(`added delay beyond the quickest word: p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`);
  } finally {
    await product.stop();
    await gateway.stop();
  }
}

/** When each word stood whole in the client's text, in ms, and the text. */
async function followJob(url: string, job: Job, words: string[]): Promise<{ at: number[]; text: string }> {
  const response = await fetch(`${url}${job.urls.stream}`);
  if (!response.body) throw new Error('there is no stream');
  const at: number[] = [];
  let text = '';
  for await (const { event, data } of readServerSentEvents(response.body)) {
    if (event === 'done') break;
    if (event !== 'text-delta') continue;
    text += (JSON.parse(data) as { delta: string }).delta;
    const now = performance.now();
    while (at.length < words.length && text.includes(words[at.length] as string)) at.push(now);
  }
  await sleep(0);
  return { at, text };
}

/** When each word came straight from the model, in ms. */
async function readModel(url: string, words: string[]): Promise<number[]> {
  const response = await fetch(`${url}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      model: 'scripted',
      stream: true,
      messages: [{ role: 'user', content: 'Count for me.' }],
    }),
  });
  if (!response.body) throw new Error('there is no stream');
  const at: number[] = [];
  for await (const { data } of readServerSentEvents(response.body)) {
    if (data.includes('word') && at.length < words.length) at.push(performance.now());
  }
  return at;
}
