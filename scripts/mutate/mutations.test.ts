import path from 'node:path';
import { expect, test } from 'vitest';
import { locate, testsOf } from './mutation.ts';
import { mutations } from './mutations/index.ts';

const root = path.resolve(import.meta.dirname, '../..');

test('what each mutation changes stands in the sources once, and its tests are there', () => {
  const stale = mutations.flatMap((mutation) => {
    try {
      locate(root, mutation);
      testsOf(root, mutation);
      return [];
    } catch (error) {
      return [(error as Error).message];
    }
  });
  expect(stale).toEqual([]);
});

test('no two mutations have one name', () => {
  const names = mutations.map(({ what }) => what);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});

test('a mutation whose place has changed, or stands twice, or whose tests are gone, is refused by its name', () => {
  const made = {
    what: 'this test',
    in: 'scripts/mutate',
    find: 'export function locate(',
    replace: '',
    tests: [],
  };
  expect(locate(root, made)).toBe('scripts/mutate/mutation.ts');
  for (const change of [
    { find: 'no such words' },
    { find: 'root' },
    { in: 'no/such/folder' },
    { replace: made.find },
  ])
    expect(() => locate(root, { ...made, ...change }), JSON.stringify(change)).toThrow(
      /"this test": .* and not once/,
    );
  expect(() => testsOf(root, { ...made, tests: ['lib/no-such.test.ts'] })).toThrow(
    /no tests at lib\/no-such/,
  );
});
