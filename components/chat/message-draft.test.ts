import { expect, test } from 'vitest';
import type { Turn } from '#lib/schema/conversation.ts';
import {
  emptyDraft,
  isEmptyDraft,
  MessageDraft,
  putBack,
  restoreDraft,
  withoutTaken,
} from './message-draft.ts';

const sent = { id: 'm1', text: 'Why?' };
const turn: Turn = { message_id: 'm1', text: 'Why?', mode: 'answer', created_at: '', job: null };

test('a message that did not arrive before the page went is in the field of the next one', () => {
  const kept = { ...emptyDraft, sent };
  expect(isEmptyDraft(kept)).toBe(false);
  expect(restoreDraft(kept, [])).toEqual({ ...emptyDraft, text: 'Why?' });
});

test('a message that arrived after all is not typed again', () => {
  expect(restoreDraft({ ...emptyDraft, sent }, [turn])).toEqual(emptyDraft);
});

test('caps are kept with what is typed, and alone', () => {
  const capped = { ...emptyDraft, budget: { pages: 5 } };
  expect(isEmptyDraft(capped)).toBe(false);
  expect(restoreDraft({ ...capped, sent }, [])).toEqual({ ...capped, text: 'Why?' });
});

test('chosen files are kept with what is typed, and alone; what an older page has kept has none', () => {
  const chosen = { ...emptyDraft, documents: [{ id: 'd1', name: 'Tides.pdf' }] };
  expect(isEmptyDraft(chosen)).toBe(false);
  expect(restoreDraft({ ...chosen, sent }, [])).toEqual({ ...chosen, text: 'Why?' });
  expect(MessageDraft.parse({ text: 'Why?' }).documents).toEqual([]);
});

test('a message is kept until the server has it', () => {
  const kept = { ...emptyDraft, text: 'And', sent };
  expect(withoutTaken(kept, [])).toBe(kept);
  expect(withoutTaken(kept, [turn])).toEqual({ ...emptyDraft, text: 'And' });
  expect(withoutTaken(kept, [{ ...turn, message_id: 'm0' }])).toBe(kept);
});

test('words that come back cost none that were typed since', () => {
  expect(putBack({ ...emptyDraft, text: 'And how?', sent }, 'Why?').text).toBe('Why?\n\nAnd how?');
  expect(putBack(emptyDraft, 'Why?')).toEqual({ ...emptyDraft, text: 'Why?' });
});
