import { expect, test } from 'vitest';
import { checkUrl, followRedirect } from './check-url.ts';

test.each([
  'http://example.org/a?b#c',
  'https://example.org:443/',
  'http://example.org:443/',
  'https://1.1.1.1/',
  'http://[2606:4700::1111]/',
])('%s may be read', (text) => {
  expect(checkUrl(text).href).toBe(new URL(text).href);
});

test.each([
  ['ftp://example.org/', /http and https/],
  ['file:///etc/passwd', /http and https/],
  ['javascript:alert(1)', /http and https/],
  ['http://user@example.org/', /user name/],
  ['http://:secret@example.org/', /user name/],
  ['http://example.org:8080/', /ports 80 and 443/],
  ['https://example.org:22/', /ports 80 and 443/],
  ['http://localhost/', /could not be reached/],
  ['example.org', /not the address/],
  ['http://', /not the address/],
  [`http://example.org/${'a'.repeat(8000)}`, /not the address/],
])('%s may not be read, with a reason', (text, reason) => {
  expect(() => checkUrl(text)).toThrow(reason);
});

test('a redirect from https to http is not followed, not even within an allowed host', () => {
  const from = new URL('https://example.org/');
  for (const isAllowed of [true, false]) {
    expect(() => followRedirect('http://example.org/', { from, isAllowed })).toThrow(/from https to http/);
  }
  expect(followRedirect('https://example.com/', { from, isAllowed: false }).url.host).toBe('example.com');
});

test('what the operator allowed ends with the first redirect that leaves it', () => {
  const from = new URL('http://10.0.0.1:8080/a');
  const within = followRedirect('http://10.0.0.1:8080/b', { from, isAllowed: true });
  expect(within).toEqual({ url: new URL('http://10.0.0.1:8080/b'), isAllowed: true });
  const stranger = new URL('http://example.org/a');
  expect(followRedirect('http://example.org/b', { from: stranger, isAllowed: false }).isAllowed).toBe(false);
  const outside = followRedirect('http://example.org/', { from, isAllowed: true });
  expect(outside.isAllowed).toBe(false);
  expect(() => followRedirect('http://10.0.0.1:8080/b', { from: outside.url, isAllowed: false })).toThrow();
});
