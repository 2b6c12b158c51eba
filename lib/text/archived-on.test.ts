import { expect, test } from 'vitest';
import { archivedOn } from './archived-on.ts';

test.each([
  ['https://web.archive.org/web/20200914070000/https://example.org/a', ' of 2020-09-14'],
  ['http://web.archive.org/web/20200914070000id_/http://example.org/', ' of 2020-09-14'],
  ['https://archive.ph/AbCdE', ''],
  ['https://webarchive.nationalarchives.gov.uk/ukgwa/20191001000000/https://example.org/', ' of 2019-10-01'],
  ['https://web.archive.org/web/20209914070000/https://example.org/', ''],
  ['https://example.org/web/20200914070000/x', undefined],
  ['https://archive.org/details/x', undefined],
])('%s is a copy%s', (url, expected) => {
  expect(archivedOn(url)).toBe(expected);
});
