import { expect, test } from 'vitest';
import { isSameOrigin } from './origin.ts';

test('the names of loopback are one host; port, protocol and other hosts count', () => {
  expect(isSameOrigin('http://localhost:3000/a', 'http://127.0.0.1:3000')).toBe(true);
  expect(isSameOrigin('http://[::1]:3000', 'http://localhost:3000')).toBe(true);
  expect(isSameOrigin('http://localhost:3001', 'http://localhost:3000')).toBe(false);
  expect(isSameOrigin('https://localhost:3000', 'http://localhost:3000')).toBe(false);
  expect(isSameOrigin('http://evil.example:3000', 'http://localhost:3000')).toBe(false);
  expect(isSameOrigin('http://localhost.evil.example:3000', 'http://localhost:3000')).toBe(false);
  expect(isSameOrigin('', 'http://localhost:3000')).toBe(false);
});
