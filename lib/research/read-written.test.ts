import { describe, expect, test } from 'vitest';
import { seeded } from '#lib/testing/seeded.ts';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { facts, writerStyles } from '#lib/testing/writer-styles.ts';
import { createMarkStream } from './mark-stream.ts';
import { readWritten } from './read-written.ts';

const quoteNumbers = new Set(facts.map((_, at) => at + 1));
const read = (text: string) => readWritten(text, { quoteNumbers });
const marked = (text: string) => read(text).sentences.map(({ text, marks }) => [text, marks]);

describe('the same facts in any style give the same findings', () => {
  test.each(writerStyles.map((style) => [style.name, style] as const))('%s', (_name, style) => {
    const { markdown, sentences } = read(style.write());
    const found = facts.filter((fact, at) =>
      sentences.some(({ text, marks }) => text.includes(fact.slice(0, -1)) && marks.includes(at + 1)),
    );
    expect(found).toEqual(facts);
    expect(markdown).not.toMatch(/\[\^?q?\d|q\d|【|<sup|†|https?:|think>|[¹²³⁴-⁹]/);
    for (const { start, end, text } of sentences) expect(markdown.slice(start, end)).toBe(text);
  });
});

test('a sign that something was left out says nothing that a quote would have to hold', () => {
  const text = 'The parts are:[q1]\n- …\n- a lever[q2]\n- …\n\n1. Open it.[q3]\n2. …\n';
  expect(marked(text)).toEqual([
    ['The parts are:', [1]],
    ['a lever', [2]],
    ['Open it.', [3]],
  ]);
  expect(read(text).markdown.match(/…/g)).toHaveLength(3);
});

describe('what is no mark stays', () => {
  test.each([
    'Take `list[3]` of it.',
    'The item x[2] is next, and argv[1] = 4 too.',
    'See [the page](https://example.com/a[3]).',
    'It was so in [2031] and (3) times.',
    '- [x] done\n- [ ] to do',
    'A room of 12 m² and 10⁶ of x³.',
    'Values in the range [1, 5] count.',
    'It grew in the third quarter (Q3).',
    '```ts\nconst a = list[3];\n```',
    'Press [Enter] or [a3].',
    '## Sources\n\nThe river has 2 sources. They are cold.',
    'Sure signs are rust and noise.',
    'Let me know is a phrase. It is polite.',
  ])('%j', (text) => {
    expect(read(text)).toMatchObject({ markdown: text, taken: [] });
    expect(read(text).sentences.flatMap(({ marks }) => marks)).toEqual([]);
  });
});

test('marks of quotes that do not exist are told with their sentence', () => {
  const { sentences, markdown } = read('Invented.[q99] Half so [q1, q98].');
  expect(markdown).toBe('Invented. Half so.');
  expect(sentences.map(({ marks, unknownMarks }) => [marks, unknownMarks])).toEqual([
    [[], ['q99']],
    [[1], ['q98']],
  ]);
});

test('notes that name another quote or a page are followed', () => {
  const text = 'A claim.[^1] Another.[^2]\n\n[^1]: q7\n[^2]: Handbook, https://example.com/b';
  const quotesOfPage = (url: string) => (url === 'https://example.com/b' ? [5, 6] : []);
  const { sentences } = readWritten(text, { quoteNumbers, quotesOfPage });
  expect(sentences.map(({ marks }) => marks)).toEqual([[7], [5, 6]]);
});

test('links to pages name the quotes of the page, and stay', () => {
  const quotesOfPage = (url: string) => (url === 'https://example.com/b' ? [5, 6] : []);
  const text = 'A claim ([Handbook](https://example.com/b)). Another, see https://example.com/c. Third.[q1]';
  const { markdown, sentences } = readWritten(text, { quoteNumbers, quotesOfPage });
  expect(markdown).toBe(text.replace('[q1]', ''));
  expect(sentences.map(({ marks }) => marks)).toEqual([[5, 6], [1], [1]]);
});

test('what is taken off is told', () => {
  const text =
    '<think>hm [q1]</think>Sure! Here is the answer:\n\nA.[^1]\n\n[^1]: from q1\n\n**Sources**\n- [q1] https://example.com\n\nI hope this helps!';
  const { markdown, taken } = read(text);
  expect(markdown).toBe('A.');
  expect(taken.map(({ what }) => what)).toEqual(['thinking', 'preamble', 'footnote', 'sources', 'closing']);
});

test('who gives marks to whom', () => {
  expect(marked('A one. B two.[q1] C three. D four.[q2] E five.')).toEqual([
    ['A one.', [1]],
    ['B two.', [1]],
    ['C three.', [2]],
    ['D four.', [2]],
    ['E five.', []],
  ]);
  const list = read('Three merits [q9]:\n\n- **Speed**\n  - fast\n  - quick [q1]\n- cheap [q2]\n- small');
  expect(list.sentences.map(({ form, marks, marksFrom }) => [form, marks, marksFrom])).toEqual([
    ['lead-in', [9], 'own'],
    ['lead-in', [], 'none'],
    ['item', [1], 'list'],
    ['item', [1], 'own'],
    ['item', [2], 'own'],
    ['item', [9], 'list'],
  ]);
});

test('code is quoted whole, with the marks behind it', () => {
  const code = '```js\nlimit("[q9]");\n```';
  for (const mark of [`\n\n[q2]`, '\n[q2]', ' [q2]']) {
    expect(read(`${code}${mark}\n\nMore.`).sentences[0]).toMatchObject({
      form: 'code',
      text: code,
      marks: [2],
    });
  }
});

test.each([
  ['公司在2031年破产。第一个系统使用主管模型。[q1]', ['公司在2031年破产。', '第一个系统使用主管模型。']],
  [
    'これは本です【q1】。値段は？「はい。」と答えた。',
    ['これは本です。', '値段は？', '「はい。」と答えた。'],
  ],
  ['यह कैश है।[q1] यह 3.5 बार है।', ['यह कैश है।', 'यह 3.5 बार है।']],
  ['هل هذا صحيح؟ نعم، 3.5 بار.[q1] انتهى.', ['هل هذا صحيح؟', 'نعم، 3.5 بار.', 'انتهى.']],
  [
    'Es gilt ab dem 12. März, z. B. für Nr. 5.[q1] Danach nicht.',
    ['Es gilt ab dem 12. März, z. B. für Nr. 5.', 'Danach nicht.'],
  ],
  [
    '**公司成立了。** [q1] **M. Dupont est là.** [q2] Fin.',
    ['**公司成立了。**', '**M. Dupont est là.**', 'Fin.'],
  ],
  [
    'Fondée en 2019². La version est v1.2.3³. Elle mesure 10².',
    ['Fondée en 2019.', 'La version est v1.2.3.', 'Elle mesure 10².'],
  ],
  ['บริษัทก่อตั้งในปี 2019 [q1] ไม่ต้องใช้คีย์ [q2]', ['บริษัทก่อตั้งในปี 2019', 'ไม่ต้องใช้คีย์']],
  ['> It is so.\n> — [q1]', ['It is so.']],
])('%j has its sentences', (text, expected) => {
  expect(read(text).sentences.map(({ text }) => text)).toEqual(expected);
});

describe('as it streams', () => {
  const stream = (...deltas: string[]) => {
    const { push, end } = createMarkStream({ quoteNumbers });
    let text = '';
    for (const delta of [...deltas.map(push), end()]) text = (delta.startsAnew ? '' : text) + delta.text;
    return text;
  };

  test('a mark of any form becomes a link to its quote', () => {
    expect(stream('A [q1].【2†source】 B (q3, q4). C[^5] D.[q1][q1] E [q77].')).toBe(
      'A [1](#quote-1).[2](#quote-2) B [3](#quote-3)[4](#quote-4). C[5](#quote-5) D.[1](#quote-1) E.',
    );
  });

  test('behind an exclamation mark, also of an earlier delta, it is a link and no picture', () => {
    expect(stream('It is![q1] So!', '[q2] Yes![q3][q4]\n')).toBe(
      'It is! [1](#quote-1) So! [2](#quote-2) Yes! [3](#quote-3)[4](#quote-4)',
    );
  });

  test('nothing of a mark, of thinking or of a fence is ever seen raw', () => {
    for (const { write } of writerStyles) {
      const { push } = createMarkStream({ quoteNumbers });
      let text = '';
      for (const character of write()) {
        const delta = push(character);
        text = (delta.startsAnew ? '' : text) + delta.text;
        const words = text.replace(/\[\d+\]\(#quote-\d+\)/g, '');
        if (!words.includes('I have to')) expect(words).not.toMatch(/\[\^?q?\d|q\d|【|<sup|†|think|```/);
      }
    }
  });

  test('only what may still become a mark is held back', () => {
    const { push } = createMarkStream({ quoteNumbers });
    expect(push('It is so, [').text).toBe('It is so,');
    expect(push('q').text).toBe('');
    expect(push('uick] fix').text).toBe(' [quick] fix');
  });

  test('any way to cut a text gives the same text', () => {
    const random = seeded(7);
    for (const { name, write } of writerStyles) {
      const text = write();
      const whole = stream(text);
      expect(stream(...text), name).toBe(whole);
      for (let round = 0; round < 4; round += 1) {
        const pieces: string[] = [];
        for (let at = 0; at < text.length; ) {
          const length = 1 + Math.floor(random() ** 3 * 200);
          pieces.push(text.slice(at, at + length));
          at += length;
        }
        expect(stream(...pieces), name).toBe(whole);
      }
    }
  });
});

/** Pieces that texts are made of at random: words, and all that may be taken for something else. */
const fragments = [
  ...[
    'The cache lives',
    ' 15 minutes',
    '. ',
    '.',
    ' ',
    '\n',
    '\n\n',
    '- ',
    '1. ',
    '> ',
    '| a | b |',
    '\n| - | - |\n',
    '## Part\n',
    '**',
    '*',
    '_',
    '`',
    '```',
    '```ts\n',
    '\n```\n',
  ],
  ...[
    '[q3]',
    '[3]',
    ' [q1, q2]',
    '【q4】',
    '(q5)',
    '[^6]',
    '[^6]: q6 says so\n',
    '[q1-q3]',
    '³',
    '<sup>2</sup>',
    '[q99]',
    '[x]',
    '[',
    ']',
    '(',
    ')',
    '<',
    '\\',
    'q7',
    '[[',
    '](',
    '](https://example.com)',
    '[q2](https://a.b)',
  ],
  ...[
    '<think>',
    '</think>',
    '## Sources\n',
    '- [q1] https://example.com\n',
    'Sure! ',
    'Here is the report:\n',
    'I hope this helps!',
    '公司破产。',
    '系统',
    'これは。',
    '؟',
    'नहीं।',
    '😀',
    '\r\n',
    'Sources: ',
  ],
];

describe('whatever is written', () => {
  const random = seeded(11);
  const texts = Array.from({ length: 200 }, () =>
    Array.from(
      { length: 1 + Math.floor(random() * 24) },
      () => fragments[Math.floor(random() * fragments.length)],
    ).join(''),
  );
  const letters = (text: string) =>
    (text.match(/\p{L}/gu) ?? []).filter((letter) => !/[qs]/i.test(letter)).length;

  test('no word goes in silence: it is in the text, in a mark, or told as taken', () => {
    for (const text of texts) {
      const { markdown, sentences, taken } = read(text);
      const kept = letters(markdown) + taken.reduce((sum, { text }) => sum + letters(text), 0);
      const ofMarks = letters((text.match(/<\/?sup>|https?:\/\/[\w.]+|Sources: /g) ?? []).join(''));
      expect(kept, JSON.stringify(text)).toBeLessThanOrEqual(letters(text));
      expect(kept + ofMarks, JSON.stringify(text)).toBeGreaterThanOrEqual(letters(text));
      let end = 0;
      for (const sentence of sentences) {
        expect(sentence.start, JSON.stringify(text)).toBeGreaterThanOrEqual(end);
        expect(markdown.slice(sentence.start, sentence.end)).toBe(sentence.text);
        expect(letters(markdown.slice(end, sentence.start)), JSON.stringify(text)).toBe(0);
        end = sentence.end;
      }
      expect(letters(markdown.slice(end)), JSON.stringify(text)).toBe(0);
    }
  });

  test('any cut gives the same', () => {
    const stream = (deltas: readonly string[]) => {
      const { push, end } = createMarkStream({ quoteNumbers });
      let told = '';
      for (const delta of [...deltas.map(push), end()]) told = (delta.startsAnew ? '' : told) + delta.text;
      return told;
    };
    for (const text of texts.slice(0, 80)) {
      const whole = stream([text]);
      expect(stream([...text]), JSON.stringify(text)).toBe(whole);
      const cut = Math.floor(random() * text.length);
      expect(stream([text.slice(0, cut), text.slice(cut)]), JSON.stringify(text)).toBe(whole);
    }
  });

  test('a hostile text is read in no time', () => {
    const stopwatch = startStopwatch();
    for (const part of [
      '[',
      '(',
      '*',
      '_',
      '`',
      '<sup>',
      '[q1',
      '[q1]',
      '[1] https://a.b\n',
      '- ',
      '> ',
      '```\n',
      '|',
      '[^1]: a\n',
      'q1 ',
      '\\[',
    ]) {
      read(part.repeat(Math.ceil(3000 / part.length)));
    }
    expect(stopwatch.ms()).toBeLessThan(8000);
  });
});

test('a sign that words were left out before a sentence is none of its words', () => {
  const { markdown, sentences } = read('- Moves water up.[q1]  \n  … Never run it dry.[q2]\n');
  expect(markdown).toContain('… Never run it dry.');
  expect(sentences.map(({ text }) => text)).toContain('Never run it dry.');
});
