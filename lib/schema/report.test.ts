import { expect, test } from 'vitest';
import { withoutCitationMarks } from './report.ts';

test('citation marks of our reports are taken out, other links stay', () => {
  expect(withoutCitationMarks('So it is.[1](#cite-1)[2](#cite-2) See [1](https://a.example).')).toBe(
    'So it is. See [1](https://a.example).',
  );
});
