import { expect, test } from 'vitest';
import { tokenize } from './tokenize.ts';

test('a name is found whole and by its parts', () => {
  expect(tokenize('proxyClientMaxBodySize')).toEqual([
    'proxyclientmaxbodysize',
    ...tokenize('proxy client max body size'),
  ]);
  expect(tokenize('next.config.js')).toEqual(['next.config.js', 'next', 'config', 'js']);
  expect(tokenize('Set-Cookie')).toEqual(['set-cookie', 'set', ...tokenize('cookie')]);
  expect(tokenize('HTTPServer')).toEqual(['httpserver', 'http', 'server']);
});

test('versions stay whole, with or without a v', () => {
  expect(tokenize('v16.4 and 16.4')).toEqual(['16.4', '16.4']);
  expect(tokenize('127.0.0.1')).toEqual(['127.0.0.1']);
});

test('a version is found by its series', () => {
  expect(tokenize('v16.4.5')).toEqual(['16.4.5', '16.4']);
});

test.each([
  ['cache caches cached caching'],
  ['stream streams streamed streaming'],
  ['revalidate revalidates revalidated revalidating revalidation'],
  ['query queries querying'],
  ['stop stops stopped stopping'],
  ['configure configured configuring configures'],
  ['navigate navigation navigating'],
  ['size sizes sized'],
  ['deploy deploys deployed deploying deployment'],
])('the forms of a word share a stem: %s', (forms) => {
  expect(new Set(tokenize(forms)).size).toBe(1);
});

test.each([['this', 'class', 'status', 'string', 'red', 'used']])('a stem is never empty: %s', (word) => {
  for (const term of tokenize(word)) expect(term.length).toBeGreaterThan(1);
});

test('stop words, contractions and lone letters are left out, possessives cut', () => {
  expect(tokenize("Don't you think that the user's it's a b?")).toEqual(['think', 'user']);
});

test('every script is searchable; those without spaces by pairs', () => {
  expect(tokenize('国際化')).toEqual(['国際', '際化']);
  expect(tokenize('Überraschung Привет')).toEqual(['uberraschung', 'привет']);
});

test('a term of absurd length is no term', () => {
  expect(tokenize('a'.repeat(1_000_000))).toEqual([]);
});
