import { afterEach, expect, test } from 'vitest';
import { createPreparer, type Preparer } from './preparer.ts';

let preparer: Preparer | undefined;
afterEach(() => preparer?.stop());

test('a document comes back prepared, and the next one from the same worker', async () => {
  preparer = createPreparer();
  for (const name of ['one', 'two']) {
    const prepared = await preparer.prepare({ path: `${name}.md`, text: `# ${name}\n\nSome **words**.` });
    expect(prepared).toMatchObject({ title: name, text: `# ${name}\n\nSome words.\n` });
    expect(JSON.parse(prepared.passages)).toMatchObject([{ heading: [name], counts: { word: 1 } }]);
  }
}, 30_000);

test('a page that takes too long to parse is taken as text, and the next one is parsed again', async () => {
  preparer = createPreparer({ timeoutMs: 4000 });
  const slow = '![a]('.repeat(100_000);
  const prepared = await preparer.prepare({ path: 'a.md', text: slow });
  expect(prepared.text).toBe(slow);
  expect(await preparer.prepare({ path: 'b.md', text: '**b**' })).toMatchObject({ text: 'b\n' });
}, 60_000);

test('stopping while a page is prepared ends the call and starts no other worker', async () => {
  preparer = createPreparer();
  const stopping = new AbortController();
  const preparing = preparer.prepare({ path: 'a.md', text: '![a]('.repeat(100_000) }, stopping);
  stopping.abort(new Error('over'));
  await preparer.stop();
  await expect(preparing).rejects.toThrow('over');
}, 30_000);
