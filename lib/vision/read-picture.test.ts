import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { tinyPng } from '#lib/testing/vision-api.ts';
import { locatePicture, namePicture, readPicture } from './read-picture.ts';

const root = mkdtempSync(path.join(os.tmpdir(), 'intentui-picture-'));
afterAll(() => rmSync(root, { recursive: true }));
const inside = path.join(root, 'library');
for (const folder of ['library/charts', 'library/.hidden', 'library/node_modules', 'outside']) {
  mkdirSync(path.join(root, folder), { recursive: true });
  writeFileSync(path.join(root, folder, 'a.png'), tinyPng);
}
writeFileSync(path.join(inside, 'big.png'), Buffer.concat([tinyPng, Buffer.alloc(5 * 2 ** 20)]));
writeFileSync(path.join(inside, 'text.png'), '<svg/>');
writeFileSync(path.join(inside, 'photo.png'), Buffer.from('ffd8ffe000104a464946', 'hex'));
symlinkSync(path.join(root, 'outside/a.png'), path.join(inside, 'link.png'));
symlinkSync(path.join(root, 'outside'), path.join(inside, 'linked'));
const folders = [{ name: 'library', path: inside }];
const { signal } = new AbortController();
const read = async (image: string) => readPicture(await locatePicture(image, folders), { signal });

test.each(['charts/a.png', 'doc://library/charts/a.png', './charts/../charts/a.png'])(
  'a file of the documents folder is found by %s',
  async (image) => {
    expect((await locatePicture(image, folders)).url).toBe('doc://library/charts/a.png');
    expect(await read(image)).toEqual({ type: 'png', bytes: tinyPng });
  },
);

test.each([
  '../outside/a.png',
  'charts/../../outside/a.png',
  path.join(root, 'outside/a.png'),
  'doc://library/..%2F..%2Foutside/a.png',
  'doc://other/a.png',
  'link.png',
  'linked/a.png',
  '.hidden/a.png',
  'node_modules/a.png',
  'charts',
  '',
  'nothing.png',
  'file:///etc/passwd',
])('nothing is read for %s', async (image) => {
  await expect(read(image)).rejects.toThrow('There is no such picture in the documents folder.');
});

test('an address is one, however it is written', async () => {
  for (const image of ['https://a.example/p.png', 'HTTPS://A.example:443/x/../p.png'])
    expect(await locatePicture(image, folders)).toEqual({ url: 'https://a.example/p.png' });
  await expect(read('https://')).rejects.toMatchObject({ code: 'source_failed' });
});

test('a picture is what its bytes say, and no larger than 5 MB', async () => {
  expect((await read('photo.png')).type).toBe('jpg');
  await expect(read('text.png')).rejects.toThrow('neither a PNG nor a JPEG');
  await expect(read('big.png')).rejects.toThrow('larger than 5 MB');
});

test('an address is read by the guard: nothing of the own network, and pictures only', async () => {
  await expect(read('http://127.0.0.1/a.png')).rejects.toMatchObject({ code: 'source_failed' });
  await expect(read('http://localhost/a.png')).rejects.toMatchObject({ code: 'source_failed' });
  const asked: unknown[] = [];
  const fetch = async (url: string, options: unknown) => {
    asked.push(options);
    return { url, status: 200, mediaType: 'image/png', contentType: 'image/png', body: tinyPng };
  };
  const place = { url: 'https://a.example/p.png' };
  expect(await readPicture(place, { signal, fetch })).toEqual({ type: 'png', bytes: tinyPng });
  expect(asked[0]).toMatchObject({ accept: ['image/png', 'image/jpeg'], maxBytes: 5 * 2 ** 20 });
});

test('people read the last part of a path or an address', () => {
  expect(namePicture('charts/a.png')).toBe('a.png');
  expect(namePicture('doc://library/charts/a%20b.png')).toBe('a b.png');
  expect(namePicture('https://a.example/x/p.png?size=2')).toBe('p.png');
  expect(namePicture('https://a.example/')).toBe('a.example');
});
