import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Question } from './question.tsx';

test('a question runs in the direction of its own words, not of ours before it', () => {
  const markup = renderToStaticMarkup(<Question text="كيف أقرأ Next.js؟" />);
  const [, own] = /<(?:p|span|div) dir="auto"[^>]*>(.*?)<\/(?:p|span|div)>/.exec(markup) ?? [];
  expect(own).toBe('كيف أقرأ Next.js؟');
});
