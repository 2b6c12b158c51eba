import { expect, test } from 'vitest';
import { makeDocx } from '#lib/testing/make-files/make-office.ts';
import { makePdf } from '#lib/testing/make-files/make-pdf.ts';
import { readFile } from './read-file.ts';
import { isUnread } from './unread.ts';

async function read(name: string, content: string | Buffer): Promise<string> {
  const base64 = Buffer.from(content as string).toString('base64');
  const page = await readFile({ path: name, base64, contentType: '' });
  return isUnread(page) ? page.words : page.text;
}

test.each([
  ['a highlight', 'Of which ==300,000== go to testing.', 'Of which 300,000 go to testing.'],
  ['comparisons', 'If a == b and c == d, or a==b==c.', 'If a == b and c == d, or a==b==c.'],
  [
    'wiki links',
    'See [[Budget Falcon]], [[Plan|the plan]] and [[Plan#Costs]].',
    'See Budget Falcon, the plan and Plan › Costs.',
  ],
  ['a block id and tags', 'It costs 5 euros. #todo #work/now ^block1', 'It costs 5 euros.'],
  [
    'a number sign inside of a sentence',
    'Room #12 and issue #todo are open.',
    'Room #12 and issue #todo are open.',
  ],
  ['a picture', 'Before.\n\n![[picture.png]]\n\nAfter.', 'Before.\n\nAfter.'],
  ['a callout', '> [!WARNING]- Spending\n> Ask above 5,000.', 'Warning: Spending Ask above 5,000.'],
  ['a comment', 'Seen. %%Not seen.%% Seen again.', 'Seen. Seen again.'],
  [
    'what looks like notes inside of code',
    '`a == [[b]] == c` and\n\n```\n[[x]] ==y== %%z%%\n```',
    '`a == [[b]] == c` and\n\n```\n[[x]] ==y== %%z%%\n```',
  ],
  ['a definition', 'Term\n: The meaning of it.', 'Term: The meaning of it.'],
  ['formulas', 'So $$E = mc^2$$ holds.', 'So E = mc^2 holds.'],
])('notes: %s reads as its words', async (_, markdown, text) => {
  expect(await read('a.md', markdown)).toBe(`${text}\n`);
});

test.each([
  ['Markdown', 'a.md', '## Desk\nMonday: 9:00–12:00\nTuesday: 13:00–17:00'],
  [
    'HTML',
    'a.html',
    '<body><main><h2>Desk</h2><p>Monday: 9:00–12:00<br>Tuesday: 13:00–17:00</p></main></body>',
  ],
  [
    'a table at whose side the labels stand',
    'a.html',
    '<body><main><h2>Desk</h2><table><tr><th>Monday</th><td>9:00–12:00</td></tr><tr><th>Tuesday</th><td>13:00–17:00</td></tr></table></main></body>',
  ],
  [
    'a Word form',
    'a.docx',
    makeDocx({
      title: 'Desk',
      words: '',
      rows: [
        ['Monday:', '9:00–12:00'],
        ['Tuesday:', '13:00–17:00'],
      ],
    }),
  ],
])('a label stays with its value and apart from the next one: %s', async (_, name, content) => {
  expect(await read(name, content)).toMatch(/^#+ Desk\n\n- Monday: 9:00–12:00\n- Tuesday: 13:00–17:00\n$/);
});

test('lines of prose are no labels', async () => {
  const text = 'Note: the desk is closed\non Tuesdays, but for one: the last.\n';
  expect(await read('a.txt', text)).toBe(text);
  expect(await read('a.md', 'It opens `port: 0` (the first open\nport) and `host: here` too.\n')).toBe(
    'It opens `port: 0` (the first open port) and `host: here` too.\n',
  );
});

test.each([
  ['marked', 'Q: Can I bring my dog?\n\nA: Yes, on Fridays.\n\nQ: Is there parking?\n\nA: No.'],
  [
    'in French',
    'Question : Can I bring my dog?\n\nRéponse : Yes, on Fridays.\n\nQuestion : Is there parking?\n\nRéponse : No.',
  ],
])('a question stands above its answer: %s', async (_, markdown) => {
  expect(await read('a.md', markdown)).toBe(
    '# Can I bring my dog?\n\nYes, on Fridays.\n\n# Is there parking?\n\nNo.\n',
  );
});

test('a question of a page that opens stands above its answer', async () => {
  expect(
    await read(
      'a.html',
      '<body><main><details><summary>Is there parking?</summary><p>No.</p></details></main></body>',
    ),
  ).toBe('##### Is there parking?\n\nNo.\n');
});

test('a cell that goes over rows is said in each of them', async () => {
  const html =
    '<body><main><table><tr><th>Ship</th><th>Day</th><th>Fee</th></tr><tr><td rowspan="2">Sloop</td><td>Monday</td><td>8</td></tr><tr><td>Sunday</td><td>9</td></tr></table></main></body>';
  expect(await read('a.html', html)).toBe(
    '| Ship | Day | Fee |\n| --- | --- | --- |\n| Sloop | Monday | 8 |\n| Sloop | Sunday | 9 |\n',
  );
});

test('a row that is too wide to read is written as labels with their values, each with what the row is about', async () => {
  const text = await read('a.csv', `Name,Said,Place\nRosa,"${'word '.repeat(400).trim()}",Ulm\nJo,short,Rom`);
  expect(text).toMatch(/^- Name: Rosa\n- Rosa, Said: (?:word ){399}word\n- Rosa, Place: Ulm\n/);
  expect(text).toContain('| Name | Said | Place |\n| --- | --- | --- |\n| Jo | short | Rom |\n');
});

test('a PDF: lines become paragraphs, words are whole again, a sentence belongs to the page on which it begins', async () => {
  const page = (words: string[]) => ['Handbook of tides', '', ...words, '', 'page 1 of 4'];
  const text = await read(
    'a.pdf',
    makePdf([
      page(['20|Tides', 'The tide turns at noon and is meas-', 'ured by a pole. It is', 'read by']),
      page([
        'Rosa every day. Then she goes home.',
        '',
        '- Take the pole.',
        '- Read it.',
        '',
        'Pole\tHeight\tPlace',
        'A1\t5\tUlm',
        'A2\t6\tRom',
      ]),
      page(['More words stand here.']),
      page(['And here.']),
    ]),
  );
  expect(text).toBe(
    '# Page 1\n\n## Tides\n\nThe tide turns at noon and is measured by a pole. It is read by Rosa every day.\n\n# Page 2\n\n## Tides\n\nThen she goes home.\n\n- Take the pole.\n- Read it.\n\n| Pole | Height | Place |\n| --- | --- | --- |\n| A1 | 5 | Ulm |\n| A2 | 6 | Rom |\n\n# Page 3\n\n## Tides\n\nMore words stand here.\n\n# Page 4\n\n## Tides\n\nAnd here.\n',
  );
});

test('a PDF: prose in columns that was drawn across the page runs on in its column, and from one to the next', async () => {
  const left = [
    'The orchard was planted on',
    'the south slope in nine',
    'long rows. Grafting knives',
    'are cleaned between two',
    'trees, since canker goes',
    'with the blade. The press',
  ];
  const right = [
    'holds sixty litres of the',
    'pulp. Bottles are filled',
    'when the gravity has come',
    'down to 1.004, and this',
    'takes nine weeks in the',
    'cool barn behind a door.',
  ];
  const inRows = left.map((words, at) => `10|${words}\t${right[at]}`);
  expect(await read('a.pdf', makePdf([['20|Cider', ...inRows]]))).toBe(
    '# Page 1\n\n## Cider\n\nThe orchard was planted on the south slope in nine long rows. Grafting knives are cleaned between two trees, since canker goes with the blade. The press holds sixty litres of the pulp.\n\nBottles are filled when the gravity has come down to 1.004, and this takes nine weeks in the cool barn behind a door.\n',
  );
});

test('a PDF: a table of words stays a table', async () => {
  const rows = [
    'Grafting knife of steel\tShelf nine',
    'Press for the cider\tBarn behind the house',
    'Ladder\tBarn',
    'Basket of willow\tCellar',
    'Funnel\tCellar, on the left',
    'Bottles with their corks\tCellar, on the right',
  ];
  const text = await read('a.pdf', makePdf([['Thing\tPlace', ...rows]]));
  expect(text).toContain('| Press for the cider | Barn behind the house |\n| Ladder | Barn |\n');
});

test('a PDF: what was filled into a form stands with its label; empty fields, boxes without a tick and passwords do not', async () => {
  const form = makePdf(
    [['Application', 'Name of vessel:', 'Draught', 'Insured', 'Moored', 'Code', 'Nothing']],
    {
      fields: [
        { line: 2, entries: '/FT/Tx/T(a.vessel)/V(Kestrel of Ardmore)' },
        { line: 3, entries: '/FT/Tx/T(draught)/TU(Draught in metres)/V(1.85)' },
        { line: 4, entries: '/FT/Btn/T(insured)/V/Yes/AS/Yes/AP<</N<</Yes 2 0 R/Off 2 0 R>>>>' },
        { line: 5, entries: '/FT/Btn/T(moored)/V/Off/AS/Off/AP<</N<</Yes 2 0 R/Off 2 0 R>>>>' },
        { line: 6, entries: '/FT/Tx/Ff 8192/T(code)/V(secret)' },
        { line: 7, entries: '/FT/Tx/T(nothing)/V()' },
        { line: 20, entries: '/FT/Ch/Ff 131072/T(form.harbour)/Opt[(Ulm)(Rom)]/V(Rom)' },
      ],
    },
  );
  const text = await read('a.pdf', form);
  expect(text).toContain(
    '\n- Name of vessel: Kestrel of Ardmore\n- Draught in metres: 1.85\n- Insured: yes\n- harbour: Rom\n',
  );
  expect(text).not.toMatch(/secret|Moored: |Nothing: /);
});

test.each([
  ['without an ending', 'ferry notes', 'Eggs are taken instead of coins.'],
  ['rich text under an old name', 'a.doc', '{\\rtf1 Eggs are taken instead of coins.\\par}'],
  [
    'a web page under an old name',
    'a.XLS',
    '<html><body><p>Eggs are taken instead of coins.</p></body></html>',
  ],
  [
    'a Word file under an old name',
    'a.doc',
    makeDocx({ title: '', words: 'Eggs are taken instead of coins.' }),
  ],
])('a file is read as what its first bytes say: %s', async (_, name, content) => {
  expect((await read(name, content)).trim()).toBe('Eggs are taken instead of coins.');
});

test.each([
  ['bytes without an ending', 'core', Buffer.from([1, 2, 0, 0, 7, 65, 66])],
  ['words under the ending of a program', 'a.xls', 'a\tb'],
])('%s are not read', async (_, name, content) => {
  expect(await read(name, content)).toMatch(/^Files of this kind cannot be read/);
});

test('code stands under the name of its symbol, with the comment above it', async () => {
  const code =
    "import x from 'x';\n\n/** Turns the tide. */\nexport async function turn(by: number) {\n  return by;\n}\n\nclass Tide {\n  high() {\n    return 1;\n  }\n}\n";
  expect(await read('tide.ts', code)).toBe(
    "```ts\nimport x from 'x';\n```\n\n## `turn`\n\n```ts\n/** Turns the tide. */\nexport async function turn(by: number) {\n  return by;\n}\n```\n\n## `Tide`\n\n```ts\nclass Tide {\n```\n\n### `high`\n\n```ts\n  high() {\n    return 1;\n  }\n}\n```\n",
  );
});

test.each([
  [
    'drill.py',
    '    """Pull back at 12 mm per second to spare the bit."""',
    'Pull back at 12 mm per second to spare the bit.',
  ],
  [
    'a.go',
    '// Warmup runs the fan for ninety seconds\n// before the coil is powered.',
    'Warmup runs the fan for ninety seconds before the coil is powered.',
  ],
  ['Lamp.cs', '  /// <summary>Fades the lamp over 2400 ms.</summary>', 'Fades the lamp over 2400 ms.'],
  ['a.sql', '-- Berths of the marina; length in decimetres.', 'Berths of the marina; length in decimetres.'],
  [
    'A.java',
    '    /**\n     * The hook may swing up to 8 degrees.\n     * @return degrees\n     */',
    'The hook may swing up to 8 degrees.',
  ],
  ['a.hs', '-- | Waters the beds in the order of thirst.', 'Waters the beds in the order of thirst.'],
])('what a comment in %s says in a sentence is a sentence of the page', async (name, comment, words) => {
  const text = await read(name, `one two\n${comment}\nthree four\n`);
  expect(text).toMatch(`${words}\n\n\`\`\``);
  expect(text).toContain(comment.trim());
});

test('code that was put aside, tags, shebangs and licences are no sentences', async () => {
  const code =
    '#!/bin/sh -e with some more words\n# Licensed under the Apache License, see the file\n# const a = call(b, c, d);\n# if (x) {\n# done now\nrun\n';
  expect(await read('a.sh', code)).toMatch(/^```bash\n#!/);
});

test('settings: each value stands beside its name, below its section; what is no settings is code', async () => {
  const toml =
    'title = "Boat" # of ours\n\n[engine.main]\n; never above\nmax_pressure=2.6\nports = [\n  1,\n  "a]",\n]\nurl = "https://a.example/#top"\n\n[[crew]]\nname = \'Rosa\'\n';
  expect(await read('a.toml', toml)).toBe(
    '- title: Boat\n\n## engine › main\n\nnever above\n\n- max_pressure: 2.6\n- ports: [ 1, "a]", ]\n- url: https://a.example/#top\n\n## crew\n\n- name: Rosa\n',
  );
  expect(await read('a.properties', '# Greeting\ngreeting.text=Hello there\nname: Rosa\n')).toBe(
    'Greeting\n\n- greeting.text: Hello there\n- name: Rosa\n',
  );
  const nginx = 'server {\n  listen 80;\n  location / {\n    root /srv;\n  }\n}\n';
  expect(await read('nginx.conf', nginx)).toMatch(/^```ini\nserver \{/);
});

test('a sign by which an address is copied is no word, a number sign of the text is one', async () => {
  const html =
    '<body><main><h2>Dump<a href="#dump">¶</a></h2><dl><dt>json.dump(obj)<a class="headerlink" href="#x" title="Link">¶</a></dt><dd>Writes § 5.</dd></dl></main></body>';
  expect(await read('a.html', html)).toBe('## Dump\n\n- json.dump(obj)\n  Writes § 5.\n');
});

test.each([
  ['8bit', 'Die F\u00e4hre kostet 4 \u0080.'],
  ['quoted-printable', 'Die F=E4hre kostet 4 =80.'],
])('a mail that says that it is UTF-8 and is not keeps its words (%s)', async (encoding, words) => {
  const mail = `From: a@b.example\nSubject: =?utf-8?Q?F=E4hre?=\nMIME-Version: 1.0\nContent-Type: text/plain; charset="utf-8"\nContent-Transfer-Encoding: ${encoding}\n\n${words}\n`;
  const text = await read('a.eml', Buffer.from(mail, 'latin1'));
  expect(text).toContain('# Fähre\n');
  expect(text).toContain('Die Fähre kostet 4 €.');
});

test('a mail in bytes that nothing fits is not read, and says why', async () => {
  const mail =
    'From: a@b.example\nSubject: x\nContent-Transfer-Encoding: quoted-printable\n\nDie F=E4hre kostet 4.\n';
  expect(await read('a.eml', mail)).toBe('Its bytes are no text in the encoding that it names.');
  expect(await read('a.eml', mail.replace('=E4', '=EF=BF=BD'))).toContain('Die F\ufffdhre kostet 4.');
});

test('a bibliography: each work under its title, with what is said of it', async () => {
  const bib =
    '@string{x = "y"}\n@article{fenn2024,\n  title = {Lichen {C}locks of K\\"oln},\n  journal="Stone \\& Plant", year = 2024\n}\n@misc{b, note={One}}\n';
  expect(await read('a.bib', bib)).toBe(
    '## Lichen Clocks of Köln\n\n- title: Lichen Clocks of Köln\n- journal: Stone & Plant\n- year: 2024\n\n## b\n\n- note: One\n',
  );
  expect(await read('a.bib', 'No entries here.')).toBe('No entries here.');
});

test('reStructuredText and AsciiDoc: lists, tables and code keep their form', async () => {
  const rst =
    'Tides\n=====\n\n* one\n* two\n  goes on\n\n=====  ======\nName   Height\n=====  ======\nAda    5\nBo     6\n=====  ======\n\nRun this::\n\n    tide --turn\n\n.. code-block:: python\n\n   print(1)\n';
  const adoc =
    '= Tides\n\n* one\n* two\ngoes on\n\n|===\n|Name |Height\n\n|Ada |5\n|Bo |6\n|===\n\nRun this:\n\n----\ntide --turn\n----\n\n[source,python]\n----\nprint(1)\n----\n';
  const text =
    '# Tides\n\n- one\n- two goes on\n\n| Name | Height |\n| --- | --- |\n| Ada | 5 |\n| Bo | 6 |\n\nRun this:\n\n```\ntide --turn\n```\n\n```python\nprint(1)\n```\n';
  expect(await read('a.rst', rst)).toBe(text);
  expect(await read('a.adoc', adoc)).toBe(text);
});

test('reStructuredText of manuals: roles at the beginning of a line, names with underscores, examples, what is described', async () => {
  const text = await read('a.rst', manual);
  expect(text).toBe(`# Pools

New in version 3.2.

The pool ends when \`close\` is called and \`wait\` returns.

- Pool.apply(func), Pool.apply_async(func)
  Calls func once.
  Changed in version 3.4: The result is awaited.

Note: Names such as \`__init__\` and \`a_\` stay as they are.

\`\`\`
>>> for one in pool:
...     print(one)
\`\`\`

See the guide and the site.
`);
});

const manual = `Pools
=====

.. versionadded:: 3.2

The pool ends when
:meth:\`close\` is called and
:func:\`!wait\` returns.

.. method:: Pool.apply(func)
            Pool.apply_async(func)

   Calls *func* once.

   .. versionchanged:: 3.4
      The result is awaited.

.. note::

   Names such as \`\`__init__\`\` and \`\`a_\`\` stay as they are.

>>> for one in pool:
...     print(one)

See :ref:\`the guide <guide>\` and \`the site <https://example.test>\`_.
`;

test('data: values stand beside their names below the path of both, lists of like things as tables', async () => {
  const data = {
    site: {
      name: 'Ulm',
      poles: [
        { id: 'A1', height: 5 },
        { id: 'A2', height: null },
      ],
      tags: ['wet', 'cold'],
    },
  };
  const text =
    '## site\n\n- name: Ulm\n- tags: wet, cold\n\n### site › poles\n\n| id | height |\n| --- | --- |\n| A1 | 5 |\n| A2 |  |\n';
  expect(await read('a.json', JSON.stringify(data))).toBe(text);
  expect(
    await read(
      'a.yaml',
      'site:\n  name: Ulm\n  poles:\n    - {id: A1, height: 5}\n    - {id: A2, height: null}\n  tags: [wet, cold]\n',
    ),
  ).toBe(text);
});

test.each([
  [
    'quotes, line breaks and doubled quotes in cells',
    'a,b\n1,"x, ""y""\nz"\n2,3\n',
    '| 1 | x, "y" z |\n| 2 | 3 |',
  ],
  ['semicolons and line ends of Windows', 'a;b\r\n1;"2"\r\n3;4', '| 1 | 2 |\n| 3 | 4 |'],
  ['bars', 'a|b\n1|2\n3|4', '| 1 | 2 |\n| 3 | 4 |'],
  ['a quote that is never closed', 'a,b\n1,2\n3,"4\n5,6', '| 1 | 2 |\n| 3 | 4 5,6 |'],
  ['quotes inside of words', 'a,b\n5" pipe,2\n"q"x,3', '| 5" pipe | 2 |\n| qx | 3 |'],
])('CSV: %s', async (_, text, rows) => {
  expect(await read('a.csv', text)).toBe(`| a | b |\n| --- | --- |\n${rows}\n`);
});
