import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { createPreparer, type Preparer } from './preparer.ts';
import { isUnread, type Unread } from './unread.ts';

/** Takes minutes to parse. */
const endless = '![a]('.repeat(100_000);

function read<T extends object>(outcome: T | Unread): T {
  if (isUnread(outcome)) throw new Error(outcome.words);
  return outcome;
}

let preparer: Preparer | undefined;
afterEach(() => preparer?.stop());

test('a document comes back prepared, and the next one from the same worker', async () => {
  preparer = createPreparer({ threads: 1 });
  for (const name of ['one', 'two']) {
    const prepared = read(
      await preparer.prepare({ path: `${name}.md`, text: `# ${name}\n\nSome **words**.` }),
    );
    expect(prepared).toMatchObject({ title: name, text: `# ${name}\n\nSome words.\n` });
    expect(JSON.parse(prepared.passages.join())).toMatchObject([{ heading: [name], counts: { word: 1 } }]);
  }
});

test('a page that takes too long to parse is taken as text, and the next one is parsed again', async () => {
  preparer = createPreparer({ threads: 1, cpuMs: 4000 });
  const prepared = read(await preparer.prepare({ path: 'a.md', text: endless }));
  expect(prepared.text).toBe(endless);
  expect(await preparer.prepare({ path: 'b.md', text: '**b**' })).toMatchObject({ text: 'b\n' });
}, 300_000);

/** The processes that this one has started, where the system tells. */
const children = async () =>
  (await fs.readFile(`/proc/self/task/${process.pid}/children`, 'utf8')).trim().split(' ').map(Number);

/** Takes a second or so to parse. */
const slow = `${'It *is* a `pump` [here](b.md).\n\n'.repeat(5000)}**end**\n`;

test.runIf(process.platform === 'linux')(
  'a page is given its time of the processor, however long a busy machine lets it wait, and is left when it stands still',
  async () => {
    const before = await children();
    preparer = createPreparer({ threads: 1, cpuMs: 5000 });
    await preparer.clean({ path: 'a.md', text: 'a' });
    const [reader] = (await children()).filter((pid) => !before.includes(pid));
    const halt = async (ms: number) => {
      process.kill(Number(reader), 'SIGSTOP');
      await setTimeout(ms);
      process.kill(Number(reader), 'SIGCONT');
    };
    const [page] = await Promise.all([
      preparer.clean({ path: 'b.md', text: slow }),
      setTimeout(100).then(() => halt(6000)),
    ]);
    expect(read(page).text).toMatch(/It is a `pump` here\.\n\nend\n$/);
    expect((await children()).includes(Number(reader))).toBe(true);
    await preparer.stop();

    preparer = createPreparer({ threads: 1, cpuMs: 1000 });
    await preparer.clean({ path: 'a.md', text: 'a' });
    const [stuck] = (await children()).filter((pid) => !before.includes(pid) && pid !== reader);
    process.kill(Number(stuck), 'SIGSTOP');
    expect(read(await preparer.clean({ path: 'b.md', text: '**b**' })).text).toBe('**b**');
  },
  120_000,
);

test('what cannot be taken as text either is too large, and says what to do', async () => {
  preparer = createPreparer({ threads: 1, cpuMs: 1 });
  const text = 'The *tide* turns.\n\n'.repeat(200_000);
  expect(await preparer.prepare({ path: 'a.md', text })).toMatchObject({
    reason: 'too-large',
    words: expect.stringContaining('save it as plain text'),
  });
}, 60_000);

test('a page that takes too much memory to parse is taken as text, and the next one is parsed again', async () => {
  // To take this as text needs some 60 MB with what a thread loads, to parse it more than 320.
  preparer = createPreparer({ threads: 1, megabytes: 144, cpuMs: 120_000 });
  const large = '- *a* `b` [c](d)\n'.repeat(80_000);
  expect(read(await preparer.clean({ path: 'a.md', text: large })).text).toBe(large);
  expect(await preparer.clean({ path: 'b.md', text: '**b**' })).toMatchObject({ text: 'b\n' });
}, 300_000);

test('fifty pages at once are all answered while another hangs, in the order in which they were given', async () => {
  preparer = createPreparer({ threads: 2, cpuMs: 60_000 });
  const { clean } = preparer;
  const leaving = new AbortController();
  const hanging = clean({ path: 'a.md', text: endless }, leaving);
  const answered: string[] = [];
  await Promise.all(
    Array.from({ length: 50 }, async (_, index) => {
      const { title } = read(await clean({ path: 'b.md', text: `# ${index}\n\n**words**` }));
      answered.push(title);
    }),
  );
  expect(answered).toEqual(answered.map((_, index) => String(index)));
  leaving.abort(new Error('cancelled'));
  await expect(hanging).rejects.toThrow('cancelled');
}, 120_000);

test('who stops waiting is let go at once with the reason, and the others are not', async () => {
  preparer = createPreparer({ threads: 1 });
  const leaving = new AbortController();
  const pages = [1, 2, 3].map(() => preparer?.clean({ path: 'a.md', text: endless }, leaving));
  const next = preparer.clean({ path: 'b.md', text: '**b**' });
  leaving.abort(new Error('cancelled'));
  for (const page of pages) await expect(page).rejects.toThrow('cancelled');
  expect(await next).toMatchObject({ text: 'b\n' });
});

test('stopping ends what is under way', async () => {
  preparer = createPreparer();
  const preparing = preparer.prepare({ path: 'a.md', text: endless });
  await Promise.all([preparer.stop(), expect(preparing).rejects.toThrow('stopped')]);
});

test('a process that has had pages cleaned ends by itself', async () => {
  const script = `
    import { preparer } from './lib/documents/preparer.ts';
    const pages = [1, 2, 3].map((name) => preparer().clean({ path: name + '.md', text: '# Page' }));
    console.log((await Promise.all(pages)).map(({ title }) => title).join());
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: path.resolve(import.meta.dirname, '../..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  expect(await once(child, 'close')).toEqual([0, null]);
  expect(said).toBe('Page,Page,Page\n');
});
