import { expect, test } from 'vitest';
import type { EventBody } from '#lib/schema/event.ts';
import { createTestTerminal } from '#lib/testing/terminal.ts';
import { createTextOutput } from './text-output.ts';

function write(events: EventBody[], terminal = createTestTerminal({ columns: 40 })) {
  const output = createTextOutput({ screen: terminal.screen, mode: 'rendered' });
  const at = new Date().toISOString();
  for (const [index, event] of events.entries()) {
    output.event({ ...event, seq: index + 1, job_id: 'job', attempt: 1, at });
  }
  return { ...terminal, output };
}

const start: EventBody = { type: 'text-start', text_id: 'report' };
const reset: EventBody = { type: 'text-reset', text_id: 'report', reason: 'Again.' };
const delta = (text: string): EventBody => ({ type: 'text-delta', text_id: 'report', delta: text });
const end = (text: string): EventBody => ({ type: 'text-end', text_id: 'report', text });

test('while a text is written no status line and no other line mixes into it', () => {
  const terminal = createTestTerminal({ columns: 40 });
  terminal.screen.status('Write · Writing');
  const { output, shown } = write([start, delta('The first words ')], terminal);
  terminal.screen.status('Write · still');
  terminal.screen.line('! A warning');
  expect(shown()).toBe('\nThe first words');
  output.event({ ...end('The first words of it.'), seq: 3, job_id: 'job', attempt: 1, at: '' });
  expect(shown()).toBe('\nThe first words of it.\n\n! A warning\nWrite · still');
});

test('a text that goes to a pipe as it comes is left alone as well: its reader may share the terminal', () => {
  const terminal = createTestTerminal({ stdoutIsPipe: true });
  const output = createTextOutput({ screen: terminal.screen, mode: 'raw' });
  output.event({ ...start, seq: 1, job_id: 'job', attempt: 1, at: '' });
  output.event({ ...delta('Some words'), seq: 2, job_id: 'job', attempt: 1, at: '' });
  terminal.screen.status('Write · Writing');
  terminal.screen.line('! A warning');
  expect(terminal.shown()).toBe('');
  output.close();
  expect(terminal.piped()).toBe('Some words\n');
  expect(terminal.shown()).toBe('! A warning\nWrite · Writing');
});

test('a text that was told whole, without its pieces, is shown', () => {
  expect(write([start, end('All of it.')]).shown()).toBe('\nAll of it.\n\n');
});

test('a text that starts again with other words stands anew below a line', () => {
  const { shown, output } = write([start, delta('One two '), reset, delta('One three'), end('One three')]);
  expect(shown()).toBe('\nOne two\n\n--- The text starts again: ---\n\nOne three\n\n');
  expect(output.text()).toBe('One three');
});

test('a text that was cut off and comes out shorter stands anew', () => {
  const { shown } = write([start, delta('One two three '), reset, delta('One '), end('One ')]);
  expect(shown().endsWith('--- The text starts again: ---\n\nOne\n\n')).toBe(true);
});

test('a finished text that is repaired later is shown as repaired, the same text is not shown twice', () => {
  const repaired = write([start, end('It is so.'), reset, delta('It is '), end('It is not so.')]);
  expect(repaired.shown()).toBe('\nIt is so.\n\n\nIt is not so.\n\n');
  expect(repaired.output.text()).toBe('It is not so.');
  const same = write([start, end('It is so.'), reset, end('It is so.')]);
  expect(same.shown()).toBe('\nIt is so.\n\n');
});

test('what was held back is written when the text is left in the middle', () => {
  const { output, shown } = write([start, delta('An unfinished *mark')]);
  output.close();
  expect(shown()).toBe('\nAn unfinished *mark\n\n');
});

test('a report that is checked before it is published is shown once, its texts in their order', () => {
  const told: EventBody[] = [
    { type: 'source-found', id: 'p', source_id: 'web', url: 'https://a.example/', title: 'A' },
    {
      type: 'outline-created',
      title: 'All',
      sections: [{ text_id: 'section:1', title: 'One' }],
    },
    { type: 'text-start', text_id: 'section:1' },
    { type: 'text-delta', text_id: 'section:1', delta: 'Part, as it was written.' },
    { type: 'text-start', text_id: 'answer' },
    { type: 'text-delta', text_id: 'answer', delta: 'The anser.' },
    { type: 'text-edit', text_id: 'answer', start: 4, end: 9, text: 'answer', reason: 'It did not hold.' },
  ];
  const ends: EventBody[] = [
    { type: 'text-end', text_id: 'answer', text: 'The answer.' },
    { type: 'text-end', text_id: 'section:1', text: 'Part one.' },
  ];
  expect(write(told).shown()).toBe('');
  expect(write(told).output.text()).toBe('The answer.\n\nPart, as it was written.');
  const { shown, output } = write([...told, ...ends]);
  expect(shown()).toBe('\nThe answer.\n\n\nPart one.\n\n');
  expect(output.text()).toBe('The answer.\n\nPart one.');
});
