import { describe, expect, test } from 'vitest';
import { parsePublicUrl } from '#lib/public-url.ts';
import { checkRequestOrigin, type Doors } from './request-origin.ts';

const request = (headers: Record<string, string>) =>
  new Request('http://127.0.0.1:3000/api/v1/jobs', { headers });
const verdictOn = (headers: Record<string, string>, doors?: Doors): string => {
  try {
    checkRequestOrigin(request(headers), doors);
    return 'taken';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('Host and Origin', () => {
  test.each([
    [{ host: '127.0.0.1:3000' }],
    [{ host: 'localhost:3000' }],
    [{ host: '[::1]:3000' }],
    [{ host: 'localhost:3000', origin: 'http://localhost:3000' }],
    [{ host: 'localhost:3000', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }],
  ])('%j is taken', (headers) => {
    expect(verdictOn(headers as Record<string, string>)).toBe('taken');
  });

  test.each([
    [{ host: 'evil.example' }, 'forbidden_host'],
    [{ host: '127.0.0.1.evil.example:3000' }, 'forbidden_host'],
    [{ host: 'localhost:3000', origin: 'http://evil.example' }, 'forbidden_origin'],
    [{ host: 'localhost:3000', origin: 'http://localhost:4000' }, 'forbidden_origin'],
    [{ host: 'localhost:3000', origin: 'null' }, 'forbidden_origin'],
    [
      { host: 'localhost:3000', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' },
      'forbidden_origin',
    ],
  ])('%j is refused as %s', (headers, code) => {
    expect(verdictOn(headers as Record<string, string>)).toBe(code);
  });
});

describe('Host and Origin under a public address', () => {
  const doors: Doors = {
    publicUrl: parsePublicUrl('https://research.example:8443/deep'),
    isOpen: false,
    appName: 'web',
  };
  const page = 'https://research.example:8443';

  test.each([
    [{ host: 'research.example:8443', origin: page }],
    [{ host: 'RESEARCH.example', origin: page }], // many recipes for proxies leave out the port
    [{ host: '127.0.0.1:3000', origin: page }], // what a proxy sends that was told nothing
    [{ host: '127.0.0.1:3000', origin: 'http://127.0.0.1:3000' }],
    [{ host: 'web:3000' }],
  ])('%j is taken', (headers) => {
    expect(verdictOn(headers as Record<string, string>, doors)).toBe('taken');
  });

  test.each([
    [{ host: 'evil.example', origin: page }, 'forbidden_host'],
    [{ host: 'research.example.evil.example' }, 'forbidden_host'],
    [{ host: '192.0.2.1:3000' }, 'forbidden_host'],
    [{ host: 'research.example:8443', origin: 'http://research.example:8443' }, 'forbidden_origin'],
    [{ host: 'research.example:8443', origin: 'https://research.example' }, 'forbidden_origin'],
    [{ host: 'research.example:8443', origin: 'https://evil.example' }, 'forbidden_origin'],
    [{ host: '127.0.0.1:3000', origin: 'http://127.0.0.1:4000' }, 'forbidden_origin'],
  ])('%j is refused as %s', (headers, code) => {
    expect(verdictOn(headers as Record<string, string>, doors)).toBe(code);
  });

  test('beyond loopback the machine answers by its numbers, and by no name that it was not told', () => {
    const open: Doors = { publicUrl: null, isOpen: true, appName: undefined };
    expect(verdictOn({ host: '192.0.2.1:3000', origin: 'http://192.0.2.1:3000' }, open)).toBe('taken');
    expect(verdictOn({ host: '[2001:db8::1]:3000' }, open)).toBe('taken');
    expect(verdictOn({ host: '192.0.2.1.evil.example' }, open)).toBe('forbidden_host');
    expect(verdictOn({ host: 'evil.example' }, open)).toBe('forbidden_host');
  });
});

test.each([
  [{ host: 'localhost:3000', origin: 'http://evil.example' }],
  [{ host: 'localhost:3000', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' }],
])('%j is told what to do', (headers) => {
  expect(() => checkRequestOrigin(request(headers as Record<string, string>))).toThrow(/CORS_ORIGINS/);
});
