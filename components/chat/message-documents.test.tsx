import { createRef } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { UploadedDocument } from '#lib/schema/document.ts';
import { MessageDocuments } from './message-documents.tsx';
import type { MessageFiles } from './use-message-documents.ts';

const files = (given: Partial<MessageFiles>): MessageFiles => ({
  input: createRef<HTMLInputElement>(),
  add: () => {},
  isOver: false,
  isSending: false,
  sending: [],
  failed: [],
  forget: () => {},
  choose: () => {},
  stateOf: () => undefined,
  remove: () => {},
  dropping: { onDragOver: () => {}, onDragLeave: () => {}, onDrop: () => {} },
  ...given,
});
const upload = (state: UploadedDocument['state'], reason: UploadedDocument['reason'] = null) =>
  ({ document_id: 'a', state, reason }) as UploadedDocument;
const shown = (given: Partial<MessageFiles>, names = ['Tides.pdf']) =>
  renderToStaticMarkup(
    <MessageDocuments documents={names.map((name) => ({ id: name, name }))} files={files(given)} />,
  );
const words = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

test.each([
  ['is known to be read', upload('read'), 'Tides.pdf '],
  ['is not known yet', undefined, 'Tides.pdf '],
  ['waits', upload('waiting'), 'Tides.pdf , still to be read'],
  ['cannot be read', upload('unread', 'scanned'), 'Tides.pdf , not read: scanned, without text'],
  ['cannot be read, and nobody says why', upload('unread'), 'Tides.pdf , not read: unknown'],
  ['was deleted meanwhile', null, 'Tides.pdf , deleted'],
])('a file that %s says so beside its name', (_, state, said) => {
  const html = shown({ stateOf: () => state });
  expect(words(html).trim()).toBe(said.trim());
  expect(html).toContain('aria-label="Take Tides.pdf away"');
});

test('what is on its way and what could not be taken are told, and no list stands there without files', () => {
  const html = shown(
    { sending: ['a.md', 'b.md'], failed: [{ key: '1', name: 'film.mp4', reason: 'It is a film.' }] },
    [],
  );
  expect(words(html)).toContain('Uploading a.md, b.md');
  expect(words(html)).toContain('film.mp4 : It is a film.');
  expect(html).not.toContain('<ul');
});
