import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { areSample, documentFolders } from './document-folders.ts';
import { documentUrl, pathOfDocument } from './document-url.ts';

const root = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'document-folders-')));
afterAll(() => rmSync(root, { recursive: true }));
const make = (...parts: string[]) => {
  const folder = path.join(root, ...parts);
  mkdirSync(folder, { recursive: true });
  return folder;
};
const none = { DOCUMENTS_DIR: undefined };

test('the folder that was named comes before ./documents, and that before the sample library', () => {
  const place = make('a');
  expect(documentFolders(none, place)).toEqual([]);
  const next = make('a', 'node_modules', 'next', 'dist', 'docs');
  expect(documentFolders(none, place)).toEqual([{ name: 'next/dist/docs', path: next }]);
  expect(areSample(documentFolders(none, place))).toBe(true);
  const own = make('a', 'documents');
  expect(documentFolders(none, place)).toEqual([{ name: 'documents', path: own }]);
  expect(areSample(documentFolders(none, place))).toBe(false);
  const named = make('handbook');
  expect(documentFolders({ DOCUMENTS_DIR: '../handbook' }, place)).toEqual([
    { name: 'handbook', path: named },
  ]);
});

test('a package that is a link is followed: it is no link out of a folder of documents', () => {
  const real = make('store', 'ai', 'docs');
  make('b', 'node_modules');
  symlinkSync(path.join(root, 'store', 'ai'), path.join(root, 'b', 'node_modules', 'ai'));
  expect(documentFolders(none, path.join(root, 'b'))).toEqual([{ name: 'ai/docs', path: real }]);
});

test('several folders are told apart by name, one in another is part of it, and none is called like the uploads', () => {
  const [one, two, inner] = [make('x', 'docs'), make('y', 'docs'), make('x', 'docs', 'inner')];
  const [comma, uploads] = [make('z', 'a, b'), make('z', 'uploads')];
  const named = (...folders: string[]) =>
    documentFolders({ DOCUMENTS_DIR: folders.join(',') }, root).map(({ name, path: place }) => [name, place]);
  expect(named(one, inner, ` ${two}`)).toEqual([
    ['docs', one],
    ['y/docs', two],
  ]);
  expect(named(comma)).toEqual([['a, b', comma]]);
  expect(named(uploads)).toEqual([['z/uploads', uploads]]);
  expect(() => named(one, path.join(root, 'none'))).toThrow(
    `${path.join(root, 'none')}, which DOCUMENTS_DIR names (number 2 of 2), is not a folder`,
  );
});

test('DOCUMENTS_DIR that is no folder is told', () => {
  expect(() => documentFolders({ DOCUMENTS_DIR: path.join(root, 'none') })).toThrow(
    `${path.join(root, 'none')}, which DOCUMENTS_DIR names, is not a folder that can be read.`,
  );
});

test.each(['a.md', 'next/dist/docs/01-app/index.md', 'a b/ü#?%.md'])(
  '%s survives the way through an address',
  (file) => {
    expect(pathOfDocument(documentUrl(file))).toBe(file);
    expect(new URL(documentUrl(file)).protocol).toBe('doc:');
  },
);

test('other addresses are no documents', () => {
  expect(pathOfDocument('https://x.test/a')).toBeUndefined();
  expect(pathOfDocument('doc://%zz')).toBeUndefined();
});
