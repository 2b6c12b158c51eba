import { expect, test } from 'vitest';
import type { Plan } from '#lib/schema/plan.ts';
import type { Quote } from '#lib/schema/quote.ts';
import { testQuotes } from '#lib/testing/quotes.ts';
import { write } from './write.ts';

const planOf = (...questions: string[]): Plan => ({
  sub_questions: questions.map((question) => ({ question, queries: [question], expects: '' })),
});
const draft = (question: string, quotes: Quote[], plan = planOf(question)) =>
  write.answer({ question, plan, quotes });

/** Scores a text by how many of these words it has. */
const byWords =
  (...words: string[]) =>
  (text: string) =>
    0.5 + words.filter((word) => text.toLowerCase().includes(word)).length / words.length;

const size = `# Body size

When a proxy is used, the request body is buffered. The default limit of the body is 10MB.

When a body exceeds the limit:

1. Only the first bytes of the body are kept
2. A warning is logged

Raise the body limit with the \`bodyLimit\` option:

\`\`\`ts
export const bodyLimit = '20mb';
\`\`\`
`;

test('the answer comes first and each sentence ends with its mark', () => {
  const question = 'What is the default limit of a request body?';
  const text = draft(question, testQuotes(size, { score: byWords('default', 'limit', 'body') }));
  expect(text.startsWith('The default limit of the body is 10MB.[q2]\n\n### Page › Body size\n\n> ')).toBe(
    true,
  );
  expect(text).not.toMatch(/^## /m);
});

test.each([
  [
    'How long does the ferry wait for late guests?',
    'The gate of the ferry stays open for 12 minutes after the bell.',
  ],
  ['How big is the ferry for late guests?', 'The deck of the ferry is 4000 cm wide.'],
  ['How high is the ferry for late guests?', 'The front of the ferry measures 300x150.'],
  ['How many late guests does the ferry take?', 'By default the ferry takes up to 14.'],
])('%s is answered by what gives such an amount, not by what has more of its words', (question, amount) => {
  const others = 'The ferry does wait for late guests. Late guests find 2 doors on the ferry.';
  const text = draft(
    question,
    testQuotes(`# Ferry\n\n${others}\n\n${amount}`, { score: byWords('late', 'ferry', 'guests') }),
  );
  expect(text.split('\n\n')[0]).toContain(amount);
});

test('lists keep their lead-in and every item has its mark', () => {
  const text = draft(
    'What is the limit of a request body?',
    testQuotes(size, { score: byWords('body', 'limit') }),
  );
  expect(text).toContain(
    '> When a body exceeds the limit:[q3]\n>\n> 1. Only the first bytes of the body are kept[q4]\n> 2. A warning is logged[q5]',
  );
});

test('a question how to do it gets the code, whole, with its language and its mark', () => {
  const text = draft(
    'How do I raise the body limit?',
    testQuotes(size, { score: byWords('body', 'limit', 'raise') }),
  );
  expect(text).toContain(
    "Raise the body limit with the `bodyLimit` option:[q6]\n\n```ts\nexport const bodyLimit = '20mb';\n```\n\n[q7]",
  );
});

test('other questions get no code, and its lead-in ends with a full stop', () => {
  const text = draft(
    'What is the body limit option?',
    testQuotes(size, { score: byWords('body', 'limit', 'option') }),
  );
  expect(text).not.toContain('```');
  expect(text).toContain('Raise the body limit with the `bodyLimit` option.[q6]');
});

test('several parts get a heading each, in the order of the plan', () => {
  const quotes = testQuotes(
    '# Cookies\n\nThe old preview sets two cookies in the browser. The cookies end with the session. Preview data is limited to 2KB of custom data. The custom data is signed and encrypted. Custom data travels with each request.',
  );
  const plan = planOf('Which cookies does it set?', 'How much custom data fits?');
  const text = draft('Which cookies does it set and how much custom data fits?', quotes, plan);
  expect(text.startsWith('## Which cookies does it set?\n\n- The old preview sets two cookies')).toBe(true);
  expect(text.indexOf('## How much custom data fits?')).toBeGreaterThan(text.indexOf('## Which cookies'));
});

test('the same words on another page are not repeated', () => {
  const sentence = 'The default limit of the request body is ten megabytes.';
  const quotes = [
    ...testQuotes(sentence, { url: 'doc://a' }),
    ...testQuotes(`${sentence} It differs by host.`, { url: 'doc://b', from: 2 }),
  ];
  const text = draft('What is the default limit of the request body?', quotes);
  expect(text.split('default limit').length - 1).toBe(1);
});

test('at most six pages, twelve sentences and some 200 words are used', () => {
  const quotes = Array.from({ length: 9 }, (_, page) =>
    testQuotes(
      Array.from(
        { length: 10 },
        (_, at) =>
          `Limit number ${page}${at} of the ${'abcdefghij'[at]}${page} body is documented as unit${at}x${page} and more of zone${page}${at}.`,
      ).join(' '),
      { url: `doc://${page}`, from: page * 10 + 1 },
    ),
  ).flat();
  const text = draft('What is the limit of the body?', quotes);
  const used = [...text.matchAll(/\[q(\d+)\]/g)].map(([, number]) => Number(number));
  expect(used.length).toBeGreaterThan(5);
  expect(used.length).toBeLessThanOrEqual(12);
  expect(new Set(used.map((number) => Math.floor((number - 1) / 10))).size).toBeLessThanOrEqual(6);
  expect(text.split(/\s+/).length).toBeLessThanOrEqual(220);
});

test('the same input gives the same text', () => {
  const quotes = testQuotes(size);
  const question = 'What is the default limit of a request body?';
  expect(draft(question, quotes)).toBe(draft(question, [...quotes]));
});

test('evidence about something else is no answer', () => {
  const quotes = testQuotes('Fonts are loaded from the same host. Images are resized.');
  expect(draft('How do I bake sourdough bread?', quotes)).toBe(
    'Nothing was found in the sources that answers this question.',
  );
  expect(draft('How do I bake bread?', [])).toContain('Nothing was found');
});

test('a name that no page knows, and a price that none gives, are told', () => {
  const quotes = testQuotes(
    'Stories can mock the router of a server component. Requests go through the gateway to a model.',
  );
  expect(draft('How do I mock the router of a server component inside Storybook stories?', quotes)).toContain(
    'say nothing of Storybook',
  );
  expect(draft('What does each model cost when requests go through the gateway?', quotes)).toContain(
    'a price',
  );
});

test('a part that the pages cannot answer is told under its heading', () => {
  const quotes = testQuotes(
    'The router of a page is mocked by a provider of the test library. A mocked router answers push.',
  );
  const plan = planOf(
    'How is the router of a page mocked?',
    'Can a mocked router page run inside Storybook?',
  );
  const text = draft('How is the router of a page mocked and can it run inside Storybook?', quotes, plan);
  expect(text).toContain(
    'Nothing was found in the sources about this part: Can a mocked router page run inside Storybook?',
  );
  expect(text).toContain('provider of the test library');
});

test('words that Markdown would change are escaped', () => {
  const quotes = testQuotes('The body <script> limit of the request is *ten* megabytes.');
  expect(draft('What is the body limit of the request?', quotes)).toContain(
    '\\<script> limit of the request is \\*ten\\*',
  );
});

const forward = 'A forward proxy stands between a client and the servers that it asks.';
const reverse = 'A reverse proxy looks to a client like a plain server.';
const proxies = (...texts: string[]) =>
  draft(
    'What is a reverse proxy beside a forward proxy?',
    texts.flatMap((text, at) =>
      testQuotes(text, { url: `doc://${at}`, from: 10 * at + 1, score: () => 2 - at / 100 }),
    ),
  );

test('an answer has up to three lines from different places, those that follow each other as one', () => {
  const lines = (text: string) => text.trimEnd().split('\n').sort();
  const both = [`- ${forward}[q1]`, `- ${reverse}[q11]`];
  expect(lines(proxies(forward, reverse))).toEqual(both);
  expect(lines(proxies(forward, `- ${reverse}`))).toEqual(both);
  expect(proxies(`${forward} ${reverse}`)).toBe(`${forward}[q1] ${reverse}[q2]\n`);
  const four = proxies(
    forward,
    reverse,
    `${reverse} It is a forward proxy for them.`,
    'No proxy is a reverse one.',
  );
  expect(four.split('\n\n')[0]?.trimEnd().split('\n').length).toBeLessThanOrEqual(3);
});

test('what says the same, is long or is a step stands in no second line', () => {
  expect(proxies(forward, forward)).toBe(`${forward}[q1]\n`);
  expect(proxies(forward, `1. ${reverse}`)).toBe(`${forward}[q1]\n`);
  const long = `${reverse.slice(0, -1)} ${'that answers many a request of theirs '.repeat(12)}at once.`;
  expect(proxies(forward, long).startsWith(`${forward}[q1]\n`)).toBe(true);
});

test('an item keeps its lead-in within a line of the answer', () => {
  const text = proxies(
    forward,
    `A proxy can be one of these:\n\n- ${reverse}\n- ${'Anything else. '.repeat(50)}`,
  );
  expect(text).toContain(`- ${forward}[q1]\n- A proxy can be one of these:[q11]\n  - ${reverse}[q12]`);
});

test('quotes that share words with a question and are about something else are said to be no answer', () => {
  const page = (last: string) => {
    const rows = Array.from(
      { length: 40 },
      (_, at) => `Row ${at} was designed with a feather flag of the kernel.`,
    );
    return testQuotes([...rows, last].join(' '), { title: 'Logo packets' });
  };
  const question = 'Who designed the logo with the feather?';
  expect(draft(question, page('Each packet has a checksum of its own.'))).toMatch(/^No clear answer/);
  const said = 'The logo with the feather was designed by an artist. ';
  expect(
    draft(
      question,
      page(
        `${said}${said.replace('an artist', 'a painter')}${said.replace('an artist', 'the designer Ann')}`,
      ),
    ),
  ).toMatch(/^- The logo with the feather was designed by an artist/);
});

test('what is meant counts beside the words, in English', () => {
  const quotes = [
    ...testQuotes('The folder is blue and hangs on the wall of the office.', {
      url: 'doc://a',
      title: 'Folders',
    }),
    ...testQuotes('Directories are removed with the command rmdir.', {
      url: 'doc://b',
      title: 'Folders',
      from: 2,
    }),
  ];
  expect(draft('How do I delete a folder?', quotes)).toContain(
    'the closest passages:\n\n- Directories are removed',
  );
});

test('what the job asks for itself is written of, whatever words it shares with the question', () => {
  const shown = 'Three blue bars stand beside each other.\n\nThe highest of them reads 42.\n';
  const given = (text: string, url: string, from: number) =>
    testQuotes(text, { url, title: 'Picture: sales.png', from }).map((quote) => ({
      ...quote,
      asked_for: true as const,
    }));
  expect(draft('What is on my sales.png?', testQuotes(shown))).toContain('Nothing was found');
  expect(draft('What is on my sales.png?', given(shown, 'doc://a/sales.png', 1))).toContain('reads 42.[q2]');
  const beside = [...testQuotes(size, { score: () => 3 }), ...given(shown, 'doc://a/sales.png', 50)];
  const text = draft('What is the default limit of a request body?', beside);
  expect(text).toContain('10MB');
  expect(text).toMatch(/\[q5[01]\]/);
});

const upload = `# Upload

Uploads are handled by a route handler, which you can use for all files of an upload.

Create a route handler for the upload and add the following code:

\`\`\`ts
export const POST = (request) => store(request.body);
\`\`\`
`;

test('a question how to do it is answered with the code and what leads to it, and nothing of it stands there twice', () => {
  const text = draft('How do I upload files with a route handler?', testQuotes(upload));
  expect(text).toMatch(/^[^#]*code:\[q2\]\n\n```ts\nexport const POST[\s\S]*```\n\n\[q3\]/);
  for (const mark of ['[q2]', '[q3]']) expect(text.split(mark)).toHaveLength(2);
});

test('code with names that were meant to be filled in gives way to code without', () => {
  const page = (model: string, url: string, from: number) =>
    testQuotes(`Create a stream of text with a model:\n\n\`\`\`ts\nstream(${model});\n\`\`\`\n`, {
      url,
      from,
    });
  const question = 'How do I create a stream of text with a model?';
  const quotes = [...page('__MODEL__', 'doc://a', 1), ...page("'small'", 'doc://b', 3)];
  expect(draft(question, quotes)).toMatch(/^Create a stream of text with a model:\[q3\]/);
});

test('two parts get two answers where there are two', () => {
  const quotes = testQuotes(
    '# Index\n\n## Locks\n\nThe rebuild of an index locks its table against writes.\n\n## Time\n\nThe rebuild of an index takes minutes on a large table.',
    { score: (words) => (words.includes('locks') ? 1 : 0.9) },
  );
  const plan = planOf(
    'What does the rebuild of an index lock?',
    'What else does the rebuild of an index do?',
  );
  const text = draft('What does the rebuild of an index lock and what else does it do?', quotes, plan);
  expect(text).toContain('## What does the rebuild of an index lock?\n\nThe rebuild of an index locks');
  expect(text).toContain(
    '## What else does the rebuild of an index do?\n\nThe rebuild of an index takes minutes',
  );
});

test('a name that stands on another page only does not make this page an answer', () => {
  const quotes = [
    ...testQuotes('Add a user of the server and a password with htpasswd.', { url: 'doc://a' }),
    ...testQuotes('Oracle sold its shares.', { url: 'doc://b', from: 2, score: () => 0.1 }),
  ];
  const ask = (server: string) => draft(`How do I add a user with a password on ${server} server?`, quotes);
  expect(ask('a')).toMatch(/^Add a user/);
  expect(ask('an Oracle')).toMatch(/^No clear answer was found; the closest passages:\n\n- Add a user/);
});

test('rows of a long table are shown below its head row, which is quoted once for all of them', () => {
  const rows = Array.from({ length: 30 }, (_, at) => `| ZX-${1000 + at} | Part ${at} | ${at * 37} |`);
  const table = `# Stock\n\n| Code | Item | Stock |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
  const quotes = testQuotes(table, { score: byWords('zx-1021') });
  const text = draft('What is the stock of ZX-1021?', quotes);
  expect(text).toMatch(
    /^\| Code \| Item \| Stock \|\n\| --- \| --- \| --- \|\n\| ZX-1021 \| Part 21 \| 777 /,
  );
});

test('what is asked twice about one code is told twice, and nothing of another code', () => {
  const rows = ['ERR_TAP_OPEN | The tap is open. | Close it.', 'ERR_TAP_COLD | The tap is cold. | Heat it.'];
  const more = Array.from({ length: 20 }, (_, at) => `ERR_PUMP_${at} | The pump is off. | Start it.`);
  const lines = [...rows, ...more].map((row) => `| ${row} |`).join('\n');
  const table = `# Errors\n\n| Code | Description | How to solve |\n| --- | --- | --- |\n${lines}\n`;
  const asked = ['What is ERR_TAP_OPEN?', 'What is ERR_TAP_OPEN, and how do I get rid of it?'] as const;
  const text = draft(asked[1], testQuotes(table, { score: byWords('err_tap', 'open') }), planOf(...asked));
  expect(text.match(/Close it/g)).toHaveLength(2);
  expect(text.split('##')[2]).not.toContain('ERR_TAP_COLD');
});

test('a line that is near in meaning belongs to the answer, though its section has few of the words', () => {
  const quotes = testQuotes(
    '# Forms\n\nA form is green when it was submitted.\n\n# Redirects\n\nWhen a page redirects, what was posted is lost.',
  );
  const text = draft('Why does a submitted form vanish after the redirection?', quotes);
  expect(text.split('\n\n')[0]).toContain('what was posted is lost');
});

test('what leads in to code is told once, with it', () => {
  const question = 'How do I raise the body limit?';
  const text = draft(question, testQuotes(size, { score: byWords('body', 'limit', 'raise', 'option') }));
  expect(text.match(/Raise the body limit with/g)).toHaveLength(1);
});

test('a sentence in brackets or quotation marks gets no second full stop', () => {
  const words = '(A new start of the ferry cleans up the old state.)';
  const text = draft('What cleans up the old state of the ferry?', testQuotes(`# Ferry\n\n${words}`));
  expect(text).toContain('old state.)[q1]');
});
