import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { compressJson } from './compress-json.ts';

const long = { words: 'word '.repeat(1000) };
const asking = (encoding?: string) =>
  new Request(
    'http://127.0.0.1/',
    encoding === undefined ? {} : { headers: { 'accept-encoding': encoding } },
  );

test('long JSON goes out compressed to who takes it, and says so', async () => {
  const answer = await compressJson(asking('br, gzip;q=0.8'), Response.json(long, { status: 202 }));
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(answer.status).toBe(202);
  expect(answer.headers.get('content-encoding')).toBe('gzip');
  expect(answer.headers.get('vary')).toBe('accept-encoding');
  expect(bytes.length).toBeLessThan(500);
  expect(JSON.parse(gunzipSync(bytes).toString())).toEqual(long);
});

test.each<[string, Request, Response]>([
  ['who does not take it', asking('br'), Response.json(long)],
  ['who refuses it', asking('gzip;q=0'), Response.json(long)],
  ['what is short', asking('gzip'), Response.json({})],
  ['what is no JSON', asking('gzip'), new Response('x'.repeat(5000))],
  ['what has an ETag', asking('gzip'), Response.json(long, { headers: { etag: '"1"' } })],
])('left as it is: %s', async (_, request, response) => {
  const whole = await response.clone().text();
  const answer = await compressJson(request, response);
  expect(answer.headers.get('content-encoding')).toBeNull();
  expect(await answer.text()).toBe(whole);
});
