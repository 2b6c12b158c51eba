import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { accountFiles } from './account-files.ts';
import { pathOfDocument } from './document-url.ts';
import { listFiles } from './list-files.ts';

let root: string;
let folder: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'list-files-')));
  folder = path.join(root, 'notes');
  mkdirSync(folder);
});
afterEach(() => rmSync(root, { recursive: true }));

const write = (name: string, text = 'words') => {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};
const link = (target: string, name: string) => symlinkSync(target, path.join(folder, name));
const list = () => listFiles({ name: 'notes', path: folder });
const names = async () => (await list()).files.map(({ url }) => pathOfDocument(url));

test('every file of a messy tree is listed or set aside with its reason, and none twice', async () => {
  write('a.md');
  write('deep/er/b c#1 ?.MDX');
  write('übersicht/файл 文書 ملف עברית ไทย 😀.txt');
  write(`${'n'.repeat(240)}.md`);
  write('empty.md', '');
  write('photo.jpg');
  write('no ending');
  truncateSync(write('huge.txt'), 100 * 2 ** 20 + 1);
  truncateSync(write('large.txt'), 100 * 2 ** 20);
  write('.hidden.md');
  write('.git/config.md');
  write('node_modules/x/readme.md');
  write('~$letter.md');
  writeFileSync(path.join(root, 'outside.md'), 'secret');
  mkdirSync(path.join(root, 'notes-of-others'));
  writeFileSync(path.join(root, 'notes-of-others', 'x.md'), 'secret');
  link('../outside.md', 'out.md');
  link(path.join(root, 'notes-of-others'), 'others');
  link('/etc/passwd', 'passwd.txt');
  link('nowhere.md', 'broken.md');
  link('..', 'parent');
  link('.', 'deep/self');
  link('deep', 'same-folder');
  link('a.md', 'same.md');
  link('turn-b', 'turn-a');
  link('turn-a', 'turn-b');
  const { files, aside } = await list();
  expect(files.map(({ url }) => pathOfDocument(url)).sort()).toEqual(
    [
      'notes/a.md',
      'notes/deep/er/b c#1 ?.MDX',
      'notes/large.txt',
      'notes/no ending',
      `notes/${'n'.repeat(240)}.md`,
      'notes/übersicht/файл 文書 ملف עברית ไทย 😀.txt',
    ].sort(),
  );
  expect(aside.map(({ reason, name }) => `${reason} ${name}`).sort()).toEqual([
    'duplicate notes/deep/self',
    'duplicate notes/same-folder',
    'duplicate notes/same.md',
    'empty notes/empty.md',
    'hidden notes/.git/',
    'hidden notes/.hidden.md',
    'hidden notes/node_modules/',
    'hidden notes/~$letter.md',
    'kind notes/photo.jpg',
    'link notes/broken.md',
    'link notes/others',
    'link notes/out.md',
    'link notes/parent',
    'link notes/passwd.txt',
    'link notes/turn-a',
    'link notes/turn-b',
    'too-large notes/huge.txt',
  ]);
});

test('what draws web pages is no document beside them, and scripts and styles that somebody wrote are', async () => {
  write('manual/_static/doctools.js');
  write('manual/_static/css/theme.css');
  write('manual/_static/price list.csv');
  write('site/jquery.min.js');
  write('site/_static.js');
  write('site/app.js');
  const { files, aside } = await list();
  expect(files.map(({ url }) => pathOfDocument(url))).toEqual([
    'notes/manual/_static/price list.csv',
    'notes/site/_static.js',
    'notes/site/app.js',
  ]);
  expect(aside.map(({ reason, name }) => `${reason} ${name}`)).toEqual([
    'hidden notes/manual/_static/css/theme.css',
    'hidden notes/manual/_static/doctools.js',
    'hidden notes/site/jquery.min.js',
  ]);
});

test('what is there only by links is read once, under the name of the first: as ConfigMaps have it', async () => {
  write('..2026_11_29/handbook.md');
  write('..2026_11_29/sub/more.md');
  link('..2026_11_29', '..data');
  link('..data/handbook.md', 'handbook.md');
  link('..data/handbook.md', 'z-again.md');
  link('..data/sub', 'linked');
  const { files, aside, folders } = await list();
  expect(files.map(({ url }) => url)).toEqual(['doc://notes/handbook.md', 'doc://notes/linked/more.md']);
  expect(files.map((file) => file.path)).toEqual([
    path.join(folder, '..2026_11_29/handbook.md'),
    path.join(folder, '..2026_11_29/sub/more.md'),
  ]);
  expect(aside).toContainEqual({ reason: 'duplicate', name: 'notes/z-again.md' });
  expect(folders).toContain(path.join(folder, '..2026_11_29'));
});

test('a link goes by the kind of what it leads to', async () => {
  write('.store/real.bin');
  write('.store/real.md');
  link('.store/real.bin', 'looks-like.md');
  link('.store/real.md', 'looks-like.bin');
  const { aside } = await list();
  expect(await names()).toEqual(['notes/looks-like.bin']);
  expect(aside).toContainEqual({ reason: 'kind', name: 'notes/looks-like.md' });
});

test.skipIf(process.platform === 'win32')(
  'folders that lead into each other end, and too deep ones are told',
  async () => {
    write('a/x.md');
    write('b/y.md');
    link('../b', 'a/to-b');
    link('../a', 'b/to-a');
    write(`${'d/'.repeat(51)}far.md`);
    write(`${'e/'.repeat(50)}near.md`);
    const { files, aside } = await list();
    expect(files).toHaveLength(3);
    expect(aside.filter(({ reason }) => reason === 'unreadable').map(({ name }) => name)).toEqual([
      `notes/${'d/'.repeat(51)}`,
    ]);
  },
);

test('a folder that may not be opened is told, and the others are listed', async () => {
  write('a.md');
  write('closed/b.md');
  const isRoot = process.geteuid?.() === 0;
  const { chmodSync, chownSync } = await import('node:fs');
  chmodSync(path.join(folder, 'closed'), 0);
  if (isRoot) {
    for (const place of [root, folder]) chownSync(place, 65534, 65534);
    process.seteuid?.(65534);
  }
  const { files, aside } = await list().finally(() => isRoot && process.seteuid?.(0));
  chmodSync(path.join(folder, 'closed'), 0o700);
  expect(files).toHaveLength(1);
  expect(aside).toEqual([{ reason: 'unreadable', name: 'notes/closed/' }]);
});

test('the account adds up, with the first names of each reason', () => {
  const aside = Array.from({ length: 7 }, (_, at) => ({ reason: 'kind' as const, name: `n/${at}.bin` }));
  const account = accountFiles([...aside, { reason: 'link', name: 'n/l' }], { read: 3, waiting: 2 });
  expect(account).toEqual({
    seen: 13,
    read: 3,
    waiting: 2,
    unread: [
      { reason: 'kind', count: 7, examples: ['n/0.bin', 'n/1.bin', 'n/2.bin', 'n/3.bin', 'n/4.bin'] },
      { reason: 'link', count: 1, examples: ['n/l'] },
    ],
  });
});

test('the page that repeats a whole book beside its pages is set aside, and one that only is called like it is read', async () => {
  const head = (robots: string) =>
    `<!doctype html><html><head><title>A book</title>${robots}</head><body>Words.`;
  const noindex = '<meta name="robots" content="noindex">';
  write('book/index.html', head(''));
  write('book/print.html', head(noindex));
  write('shop/index.html', head(''));
  write('shop/print.html', head(''));
  write('alone/print.html', head(noindex));
  expect(await names()).toEqual([
    'notes/alone/print.html',
    'notes/book/index.html',
    'notes/shop/index.html',
    'notes/shop/print.html',
  ]);
  expect((await list()).aside).toEqual([{ reason: 'index', name: 'notes/book/print.html' }]);
});
