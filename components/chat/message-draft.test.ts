import { expect, test } from 'vitest';
import { type Message, messageOf } from './message.ts';
import { emptyDraft, isEmptyDraft, putBack, restoreDraft, withoutTaken } from './message-draft.ts';

const sent = { id: 'm1', text: 'Why?' };
const question = messageOf('Why?', { id: 'm1', mode: 'answer' });
const answer: Message = { id: 'j1', role: 'assistant', parts: [] };

test('a message that did not arrive before the page went is in the field of the next one', () => {
  const kept = { ...emptyDraft, sent };
  expect(isEmptyDraft(kept)).toBe(false);
  expect(restoreDraft(kept, [])).toEqual({ ...emptyDraft, text: 'Why?' });
});

test('a message that arrived after all is not typed again', () => {
  expect(restoreDraft({ ...emptyDraft, sent }, [question])).toEqual(emptyDraft);
});

test('a message is kept until its answer begins', () => {
  const kept = { ...emptyDraft, text: 'And', sent };
  expect(withoutTaken(kept, [question])).toBe(kept);
  expect(withoutTaken(kept, [question, answer])).toEqual({ ...emptyDraft, text: 'And' });
  expect(withoutTaken(kept, [{ ...question, id: 'm0' }, answer])).toBe(kept);
});

test('words that come back cost none that were typed since', () => {
  expect(putBack({ ...emptyDraft, text: 'And how?', sent }, 'Why?').text).toBe('Why?\n\nAnd how?');
  expect(putBack(emptyDraft, 'Why?')).toEqual({ ...emptyDraft, text: 'Why?' });
});
