import { NextRequest } from 'next/server';
import { describe, expect, test } from 'vitest';
import { config, proxy } from '../proxy.ts';

const origin = 'http://127.0.0.1:3000';
const ask = (path = '/', headers: Record<string, string> = {}) =>
  proxy(new NextRequest(origin + path, { headers: { host: '127.0.0.1:3000', ...headers } }));

/** The policy of a page: what each directive allows. */
function policyOf(response: Response): Map<string, string[]> {
  const policy = response.headers.get('content-security-policy') ?? '';
  return new Map(
    policy.split(';').map((directive) => {
      const [name = '', ...allowed] = directive.trim().split(/\s+/);
      return [name, allowed];
    }),
  );
}
const nonceOf = (response: Response) =>
  policyOf(response)
    .get('script-src')
    ?.find((allowed) => allowed.startsWith("'nonce-"));

describe('the policy of a page', () => {
  test('lets no script run but those with the nonce of this answer', () => {
    const allowed = policyOf(ask()).get('script-src') ?? [];
    const others = allowed.filter((source) => !source.startsWith("'nonce-"));
    expect(others.sort()).toEqual(["'self'", "'strict-dynamic'"]);
    expect(allowed).toHaveLength(3);
  });

  test('has a nonce that nobody can guess, another one in each of 100 answers', () => {
    const nonces = Array.from({ length: 100 }, () => nonceOf(ask()));
    expect(new Set(nonces).size).toBe(100);
    for (const nonce of nonces) expect(nonce).toMatch(/^'nonce-[A-Za-z0-9+/]{22,}={0,2}'$/);
  });

  test('is told to the page, so that its own scripts carry the nonce', () => {
    const response = ask();
    const told = response.headers.get('x-middleware-request-x-nonce');
    expect(`'nonce-${told}'`).toBe(nonceOf(response));
    expect(response.headers.get('x-middleware-request-content-security-policy')).toBe(
      response.headers.get('content-security-policy'),
    );
  });

  test('is not taken from who asks', () => {
    const response = ask('/', { 'x-nonce': 'mine', 'content-security-policy': "script-src 'nonce-mine'" });
    expect(response.headers.get('content-security-policy')).not.toContain('mine');
    expect(response.headers.get('x-middleware-request-x-nonce')).not.toBe('mine');
  });

  test('loads and sends nothing elsewhere, and lets nobody frame the page or move its base', () => {
    const policy = policyOf(ask());
    expect(policy.get('default-src')).toEqual(["'self'"]);
    const own = ["'self'", "'none'", 'data:', "'unsafe-inline'"];
    for (const [name, allowed] of policy)
      if (name !== 'script-src')
        expect(
          allowed.filter((source) => !own.includes(source)),
          name,
        ).toEqual([]);
    const inline = [...policy].filter(([, allowed]) => allowed.includes("'unsafe-inline'"));
    expect(inline.map(([name]) => name)).toEqual(['style-src']);
    const withData = [...policy].filter(([, allowed]) => allowed.includes('data:'));
    expect(withData.map(([name]) => name)).toEqual(['img-src']);
    for (const name of ['object-src', 'base-uri', 'frame-ancestors'])
      expect(policy.get(name), name).toEqual(["'none'"]);
    expect(policy.get('form-action')).toEqual(["'self'"]);
  });

  test('comes with the other headers that keep a page to itself', () => {
    const { headers } = ask();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-frame-options')).toBe('DENY');
  });
});

test('every page passes here, also one that does not exist', () => {
  const passes = (path: string) => config.matcher.some((matcher) => new RegExp(`^${matcher}$`).test(path));
  // Below a public path the pattern does not hold for the first page.
  expect(config.matcher).toContain('/');
  for (const path of ['/', '/chat', '/jobs/1', '/sources', '/nothing/here', '/apix'])
    expect(passes(path), path).toBe(true);
  for (const path of ['/api/v1/jobs', '/_next/static/a.js']) expect(passes(path), path).toBe(false);
});

test('a foreign host or origin gets no page', () => {
  expect(ask('/', { host: 'evil.example' }).status).toBe(403);
  expect(ask('/', { origin: 'https://evil.example' }).status).toBe(403);
  expect(ask().status).toBe(200);
});
