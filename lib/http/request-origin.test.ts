import { describe, expect, test } from 'vitest';
import { checkRequestOrigin } from './request-origin.ts';

const request = (headers: Record<string, string>) =>
  new Request('http://127.0.0.1:3000/api/v1/jobs', { headers });
const verdictOn = (headers: Record<string, string>): string => {
  try {
    checkRequestOrigin(request(headers));
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
