import { expect, test } from 'vitest';
import { countWords, describeEvent } from './describe-event.ts';

const step = { step: 'gather:1:1:documents', phase: 'gather' };
const error = { code: 'source_failed', message: 'The source did not answer.' };

test('a step is called by its label', () => {
  const labelOf = () => 'Search own documents';
  expect(describeEvent({ type: 'step-failed', ...step, error }, labelOf)?.text).toBe(
    '“Search own documents” failed: The source did not answer.',
  );
  expect(describeEvent({ type: 'step-retrying', ...step, error, delay_seconds: 2 }, labelOf)?.text).toBe(
    '“Search own documents” is tried again in 2 seconds: The source did not answer.',
  );
});

test('pieces of text say nothing', () => {
  expect(describeEvent({ type: 'text-delta', text_id: 'report', delta: 'x' })).toBeNull();
});

test('words are counted without the citation marks', () => {
  expect(countWords('Use `streamText`.[1](#cite-1)[22](#cite-22) It’s over.')).toBe(4);
});
