import { expect, test } from 'vitest';
import { heapLimit } from './heap-limit.ts';

const gigabyte = 2 ** 30;

test.each([
  [{ machine: 24 * gigabyte, container: 0 }, 2048],
  [{ machine: 4 * gigabyte, container: 0 }, 1024],
  [{ machine: 1 * gigabyte, container: 2 ** 63 }, 512],
  [{ machine: 64 * gigabyte, container: 3 * gigabyte }, 768],
])('%j: the heap may have %i MB', (memory, megabytes) => {
  expect(heapLimit({ options: '--no-warnings', ...memory })).toEqual([
    `--max-old-space-size=${megabytes}`,
    '--max-semi-space-size=16',
  ]);
});

test('what the operator has set stands', () => {
  expect(heapLimit({ options: '--max-old-space-size=300' })).toEqual(['--max-semi-space-size=16']);
  expect(heapLimit({ options: '--max_old_space_size=300 --max-semi-space-size=4' })).toEqual([]);
  expect(heapLimit({ options: '' })).toHaveLength(2);
});
