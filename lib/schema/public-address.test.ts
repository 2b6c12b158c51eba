import { expect, test } from 'vitest';
import { PublicAddress } from './public-address.ts';

test.each([
  ['https://Research.example.org', 'https://research.example.org'],
  ['https://research.example.org/', 'https://research.example.org'],
  ['https://research.example.org:443/deep//', 'https://research.example.org/deep'],
  ['http://10.0.0.5:3000/a/b-c_d.e', 'http://10.0.0.5:3000/a/b-c_d.e'],
])('%s is taken as %s', (given, taken) => {
  expect(PublicAddress.parse(given)).toBe(taken);
});

test.each([
  'research.example.org',
  'ftp://research.example.org',
  'https://me:secret@research.example.org',
  'https://research.example.org/?a=b',
  'https://research.example.org/#a',
  'https://research.example.org/a b',
  'https://research.example.org/a//b',
  'https://research.example.org/.hidden',
  'https://research.example.org/api',
  'https://research.example.org/chat/deep',
])('%s is refused', (given) => {
  expect(PublicAddress.safeParse(given).success).toBe(false);
});
