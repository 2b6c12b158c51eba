import { expect, test } from 'vitest';
import { callerAddress, trustedProxies } from './caller-address.ts';

const trusts = trustedProxies(['10.0.0.0/8', '2001:db8::/32', '192.0.2.7']);

test.each([
  // [peer, x-forwarded-for, who calls]
  ['203.0.113.5', undefined, '203.0.113.5'],
  ['203.0.113.5', '198.51.100.1', '203.0.113.5'], // nobody's proxy: its word counts nothing
  ['127.0.0.1', undefined, '127.0.0.1'],
  ['127.0.0.1', '203.0.113.5', '203.0.113.5'],
  ['::1', '203.0.113.5', '203.0.113.5'],
  ['::ffff:127.0.0.1', '::ffff:203.0.113.5', '203.0.113.5'],
  ['10.1.2.3', '203.0.113.5, 10.9.9.9', '203.0.113.5'],
  ['127.0.0.1', '1.1.1.1, 203.0.113.5, 10.9.9.9', '203.0.113.5'], // the first was written by who calls
  ['192.0.2.7', '2001:db8::1, 2001:db9::1', '2001:db9::1'],
  ['192.0.2.8', '203.0.113.5', '192.0.2.8'],
  ['127.0.0.1', '203.0.113.5:4711', '203.0.113.5'],
  ['127.0.0.1', '[2001:db9::1]:4711', '2001:db9::1'],
  ['127.0.0.1', 'unknown', '127.0.0.1'],
  ['10.1.2.3', '', '10.1.2.3'],
])('from %s with "%s" calls %s', (peer, forwardedFor, caller) => {
  expect(callerAddress({ peer, forwardedFor }, trusts)).toBe(caller);
});
