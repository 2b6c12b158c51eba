import { describe, expect, test } from 'vitest';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { splitPrompt } from './split-prompt.ts';

const first = 'The telescope observes mostly in the infrared, which lets it look through dust.';
const second = 'A sunshield of five layers keeps it below 50 kelvin.';
const text = `${first} However, infrared light is easily drowned by heat.\n\n${second}`;
const line = text.replace(/\s+/g, ' ');
const long = Array.from(
  { length: 12 },
  (_, at) => `Sentence ${at} tells of the telescope and of its mirrors in space.`,
).join(' ');

const split = (prompt: string, instructions?: string) =>
  splitPrompt({ messages: [{ role: 'user', content: prompt }], instructions });

describe('a text that is handed over is told from the task', () => {
  test.each([
    ['behind a colon', `Summarise in two sentences: ${text}`, 'Summarise in two sentences'],
    ['below the task', `Summarize the following text:\n\n${text}`, 'Summarize the following text:'],
    ['above the task', `${text}\n\nGive me the gist of this.`, 'Give me the gist of this.'],
    ['on the next line', `TL;DR\n${line}`, 'TL;DR'],
    ['in one paragraph', `Summarise this text. ${line}`, 'Summarise this text.'],
    [
      'before a last sentence',
      `${line} Summarise the above in one sentence.`,
      'Summarise the above in one sentence.',
    ],
    [
      'behind a label',
      `Extract the key facts from the text below.\n\nText: ${text}`,
      'Extract the key facts from the text below.',
    ],
    ['in quotes', `How cold is it?\n"""\n${text}\n"""`, 'How cold is it?'],
    ['in a tag', `<article>${text}</article>\nHow cold is it?`, 'How cold is it?'],
    [
      'below a question about it',
      `According to the following article, how cold is it?\n\n${text}`,
      'According to the following article, how cold is it?',
    ],
    ['above a question', `${long}\n\nHow many mirrors are there?`, 'How many mirrors are there?'],
  ])('%s', (_, prompt, task) => {
    const { given } = split(prompt);
    expect(given?.task).toBe(task);
    expect(given?.text).toBe([text, line, long].find((words) => prompt.includes(words)));
  });

  test('by the instructions', () => {
    expect(split(line, 'Summarise what you are given.').given).toEqual({
      task: 'Summarise what you are given.',
      text: line,
    });
  });

  test('when it is long and asks nothing', () => {
    expect(split(long).given).toEqual({ task: '', text: long });
  });
});

test.each([
  'How do I stream text from a Next.js route handler with the AI SDK?',
  'Summarise how streaming works in Next.js.',
  'Summarise how streaming works in Next.js.\n\nPlease mention route handlers, suspense and server components too.',
  'Write a poem about the sea.',
  `I run Next.js behind nginx. ${'We raised its limits and looked at the documentation of our provider. '.repeat(12)}\n\nWhat cuts the body off?`,
  'Why does this fail?\n\n```ts\nconst a = await fetch("/api/chat", { method: "POST", body: JSON.stringify(messages), signal });\n```',
  'The build fails with the following error:\n\nModule not found: cannot resolve the file that was there before the upgrade to the new version.\n\nHow do I fix it?',
])('a question with its background hands over no text: %s', (prompt) => {
  expect(split(prompt)).toEqual({ question: prompt, given: null });
});

describe('in a chat', () => {
  const handed = { role: 'user', content: `Summarise the following text.\n\n${text}` } as const;
  const answer = { role: 'assistant', content: 'It is cold and looks through dust.' } as const;

  test('a question that follows a text is about that text', () => {
    const messages = [handed, answer, { role: 'user', content: 'How cold is it kept?' } as const];
    expect(splitPrompt({ messages }).given).toEqual({ task: 'How cold is it kept?', text });
  });

  test('a summary that is asked for takes the last long message', () => {
    const messages = [
      { role: 'user', content: 'Tell me of it.' },
      { role: 'assistant', content: line },
      { role: 'user', content: 'Summarise that in one sentence.' },
    ] as const;
    expect(splitPrompt({ messages }).given?.text).toBe(line);
  });

  test('a document that the system message marks is the text', () => {
    const messages = [
      { role: 'system', content: `Answer from this.\n<context>\n${text}\n</context>` },
      { role: 'user', content: 'How cold is it?' },
    ] as const;
    expect(splitPrompt({ messages }).given).toEqual({ task: 'How cold is it?', text });
  });

  test('instructions of a system message are no text, and a follow-up is what is asked', () => {
    const messages = [
      { role: 'system', content: `You are helpful. ${long}` },
      { role: 'user', content: 'How do I cache a page?' },
      { role: 'assistant', content: 'With a directive.' },
      { role: 'user', content: 'And for how long?' },
    ] as const;
    expect(splitPrompt({ messages })).toEqual({ question: 'And for how long?', given: null });
  });
});

test('what is longer than any question is a text, in linear time', () => {
  const stopwatch = startStopwatch();
  for (const piece of ['a ', '"""', '<text>', 'Summarise: ', '\n\n', '```\n', ':', '. A']) {
    split(piece.repeat(60_000 / piece.length));
  }
  expect(stopwatch.ms()).toBeLessThan(5_000);
  expect(split(`${'word '.repeat(5_000)}?`).given).not.toBeNull();
});
