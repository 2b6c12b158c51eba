import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { addressOfQuote, PageAddress, readableAddress } from './page-address.tsx';

test.each(['https://', 'https://a b', 'http://[x'])(
  'an address that cannot be read is shown as it is: %s',
  (url) => {
    expect(renderToStaticMarkup(<PageAddress url={url} />)).toContain(url);
  },
);

test('a page on the web is shown by its host', () => {
  expect(renderToStaticMarkup(<PageAddress url="https://a.example/x" linked={false} />)).toContain(
    'a.example',
  );
});

test('the name of a file is shown as somebody wrote it', () => {
  const shown = renderToStaticMarkup(<PageAddress url="documents:///%C3%9Cbersicht%20%D7%A9.md" />);
  expect(shown).toContain('Übersicht ש.md');
});

test('what cannot be seen, turns the order of letters or is no escape stays as it is', () => {
  expect(readableAddress('a%E2%80%AEfdp.md')).toBe('a%E2%80%AEfdp.md');
  expect(readableAddress('a%E2%80%8Bb%00.md')).toBe('a%E2%80%8Bb%00.md');
  expect(readableAddress('100%.md')).toBe('100%.md');
  expect(readableAddress('a%2Fb%3Fc')).toBe('a%2Fb%3Fc');
});

test.each([
  ['https://a.example/x.pdf', ['Page 12 (Pumps › Use)'], 'https://a.example/x.pdf#page=12'],
  ['https://arxiv.example/pdf/2301.1', ['Full text', 'Page 3'], 'https://arxiv.example/pdf/2301.1#page=3'],
  ['https://a.example/x.pdf', ['Pages'], 'https://a.example/x.pdf'],
  ['https://a.example/x.pdf#a', ['Page 12'], 'https://a.example/x.pdf#a'],
  ['https://a.example/x.html', ['Page 12'], 'https://a.example/x.html'],
  ['doc://library/x.pdf', ['Page 12'], 'doc://library/x.pdf'],
])('a quote of a PDF on the web leads to its page: %s under %j', (url, heading, address) => {
  expect(addressOfQuote({ url, heading })).toBe(address);
});
