import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { PageAddress } from './page-address.tsx';

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
