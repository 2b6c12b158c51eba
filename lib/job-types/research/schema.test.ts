import { expect, test } from 'vitest';
import { ResearchInput } from './schema.ts';

test.each([
  ['https://', false],
  ['http://[x/p.png', false],
  ['HTTPS://', false],
  ['https://a.example/p.png', true],
  ['charts/a.png', true],
  ['doc://library/a.png', true],
])('whether a picture is named by %s: %s', (image, isTaken) => {
  expect(ResearchInput.safeParse({ query: 'q', images: [image] }).success).toBe(isTaken);
});
