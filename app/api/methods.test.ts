import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { files, root } from '#lib/testing/source-files.ts';

test('every route answers OPTIONS itself: Next.js would name each exported method, those that answer 405 too', () => {
  const routes = files.filter((file) => /^app\/.*route\.ts$/.test(file));
  const silent = routes.filter((file) => {
    const text = readFileSync(path.join(root, file), 'utf8');
    return text.includes('PATCH') && !text.includes('OPTIONS');
  });
  expect(routes.length).toBeGreaterThan(20);
  expect(silent).toEqual([]);
});
