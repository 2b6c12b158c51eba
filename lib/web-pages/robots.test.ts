import { expect, test } from 'vitest';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { parseRobots } from './robots.ts';

const allowed = (text: string, path: string) =>
  parseRobots(text, 'IntentUI-Research').allows(new URL(path, 'https://site.example'));

// The examples of RFC 9309, sections 2.2.2, 2.2.3 and 5, and what sites write in fact.
test.each([
  ['', '/', true],
  ['<!doctype html><h1>Not found</h1>', '/', true],
  ['User-agent: *\nDisallow:', '/a', true],
  ['User-agent: *\nDisallow: /', '/a', false],
  ['User-agent: *\nDisallow: /', '/robots.txt', true],
  ['User-agent: *\nDisallow: /a\nAllow: /a/b', '/a/b/c', true],
  ['User-agent: *\nDisallow: /a\nAllow: /a/b', '/a/c', false],
  ['User-agent: *\nAllow: /p\nDisallow: /p', '/p', true],
  ['User-agent: *\nDisallow: /*.gif$', '/x/y.gif', false],
  ['User-agent: *\nDisallow: /*.gif$', '/x/y.gif?z', true],
  ['User-agent: *\nDisallow: *.gif$', '/y.gif', false],
  ['User-agent: *\nDisallow: /*?', '/a?b', false],
  ['User-agent: *\nDisallow: /*?', '/a', true],
  ['User-agent: *\nDisallow: /a*b*c$', '/a-b-c-c', false],
  ['User-agent: *\nDisallow: /a*b*c$', '/a-c-b', true],
  ['User-agent: *\nDisallow: /foo/bar?baz=%3A', '/foo/bar?baz=%3a', false],
  ['User-agent: *\nDisallow: /ツ', '/%E3%83%84', false],
  ['User-agent: *\nDisallow: /%61', '/a', false],
  ['User-agent: OtherBot\nDisallow: /', '/a', true],
  ['User-agent: intentui-research\nDisallow: /a\n\nUser-agent: *\nDisallow: /', '/b', true],
  ['User-agent: IntentUI-Research/0.1\nDisallow: /a', '/a', false],
  ['User-agent: A\nUser-agent: IntentUI-Research\nDisallow: /a', '/a', false],
  ['User-agent: IntentUI-Research\nDisallow: /a\nUser-agent: IntentUI-Research\nDisallow: /b', '/b', false],
  ['user-agent : *\r\nDISALLOW : /a # not this', '/a', false],
  ['User-agent: *\nSitemap: https://site.example/s.xml\nDisallow: /a', '/a', false],
  ['Disallow: /', '/a', true],
])('robots.txt %j and %s: %s', (text, path, expected) => {
  expect(allowed(text, path)).toBe(expected);
});

test('the pause that a site asks for is told', () => {
  expect(parseRobots('User-agent: *\nCrawl-delay: 2.5\nDisallow: /a', 'x').pauseSeconds).toBe(2.5);
  expect(parseRobots('User-agent: *\nCrawl-delay: soon', 'x').pauseSeconds).toBeNull();
});

test('patterns that are made to take long do not', () => {
  const text = `User-agent: *\nDisallow: /${'a*'.repeat(2000)}b$\n`.repeat(50);
  const stopwatch = startStopwatch();
  expect(allowed(text, `/${'a'.repeat(7000)}`)).toBe(true);
  expect(stopwatch.ms()).toBeLessThan(1000);
});
