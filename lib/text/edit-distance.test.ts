import { expect, test } from 'vitest';
import { editDistance } from './edit-distance.ts';

test.each([
  ['trucate', 'truncate', 1],
  ['enviroment', 'environment', 1],
  ['tabel', 'table', 1],
  ['recieve', 'receive', 1],
  ['configuartoin', 'configuration', 2],
  ['same', 'same', 0],
  ['branhc', 'branch', 1],
  ['indx', 'index', 1],
  ['chnage', 'change', 1],
  ['hcange', 'change', 1],
  ['chhangee', 'change', 2],
  ['docker', 'locker', 3],
  ['unset', 'nest', 3],
  ['docker', 'docked', 2],
  ['redis', 'redirects', 3],
  ['', 'a', 3],
])('%s and %s are %i apart', (one, other, distance) => {
  expect(editDistance(one, other, 2)).toBe(distance);
  expect(editDistance(other, one, 2)).toBe(distance);
});
