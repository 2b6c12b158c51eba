import { expect, test } from 'vitest';
import { createPhaseCounts } from './describe-phase.ts';

test('the words of a report are those of all its texts, each as it ended last', () => {
  const counts = createPhaseCounts();
  const end = (text_id: string, text: string) => counts.take({ type: 'text-end', text_id, text });
  end('answer', 'A first answer of seven words.[1](#cite-1)');
  end('s1', 'Two words.');
  end('answer', 'Three words now.[1](#cite-1)');
  expect(counts.describe('synthesize')).toBe('5 words');
});
