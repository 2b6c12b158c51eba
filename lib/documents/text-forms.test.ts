import { expect, test } from 'vitest';
import { readFile } from './read-file.ts';
import { textForm } from './text-form.ts';

const read = async (text: string, path = 'pump.txt') => {
  const page = await readFile({ path, text });
  return 'text' in page ? page : { title: '', text: '' };
};

const asciidoc = `pump-start(1)
=============

SYNOPSIS
--------
[verse]
'pump start' [<options>]
'pump stop'

OPTIONS
-------

-q::
--quiet::
	Says ''nothing'', see linkgit:pump-log[5].
+
Not with \`--loud\`:
+
------------
$ pump -q  <1>
------------
+
<1> Runs it.

--mode=<mode>::
	One of:
+
--
slow;;
	Half of it.
fast;;
	All of it.
--

include::more-options.txt[]

\\--::
	The end of the options.
Ends here.
`;

test('AsciiDoc that is called .txt: titles, terms with what is joined to them, and no word of its markup', async () => {
  expect(await read(asciidoc)).toMatchObject({
    title: 'pump-start(1)',
    text: `# pump-start(1)

## SYNOPSIS

\`\`\`
'pump start' [<options>]
'pump stop'
\`\`\`

## OPTIONS

- -q, --quiet
  Says ''nothing'', see pump-log(5).
  Not with \`--loud\`:

\`\`\`
$ pump -q
\`\`\`

  1. Runs it.
- --mode=<mode>
  One of:
  - slow
    Half of it.
  - fast
    All of it.
- --
  The end of the options. Ends here.
`,
  });
  expect((await read(asciidoc, 'pump.adoc')).text).toBe((await read(asciidoc)).text);
});

const rst = `Pumps
=====

The \`\`run\`\` key of :pump:\`help config\` starts it::

  pump --start

\`\`slow\`\`
  Half of it.
`;

test('reStructuredText that is called .txt is read as such', async () => {
  expect((await read(rst)).text).toBe(
    '# Pumps\n\nThe `run` key of help config starts it:\n\n```\npump --start\n```\n\n- `slow`\n  Half of it.\n',
  );
});

const manual = `PUMP(8)                     Pump Manual                     PUMP(8)

NAME
       pump.conf, pump - settings of the
       pump

DESCRIPTION
       The pump is con‐
       trolled by a file.

   Files
       It reads:

           /etc/pump.conf
           /run/pump.conf

OPTIONS
       All of them may be left out.

       Speed=, MaxSpeed=,
       MinSpeed=
           How fast it runs.

           Defaults to 5.

       -q     Quiet, and
              not loud.

       --help Says how.
              To be read.

       It takes:
           ┌────────┬─────────┐
           │Mode    │ Meaning │
           ├────────┼─────────┤
           │slow    │ Half    │
           │        │ of it   │
           └────────┴─────────┘

       • One

       • Two

BUGS
       None.

pump 1.0                      2026-11-01                     PUMP(8)
`;

test('a manual page as it is printed: heads, terms with what is said of them, lists, tables, code', async () => {
  const { title, text } = await read(manual);
  expect(title).toBe('pump.conf, pump - settings of the pump');
  expect(text).toBe(`## NAME

pump.conf, pump - settings of the pump

## DESCRIPTION

The pump is controlled by a file.

### Files

It reads:

\`\`\`
/etc/pump.conf
/run/pump.conf
\`\`\`

## OPTIONS

All of them may be left out.

- Speed=, MaxSpeed=, MinSpeed=
  How fast it runs.
  Defaults to 5.
- -q
  Quiet, and not loud.
- --help
  Says how. To be read.

It takes:

| Mode | Meaning |
| --- | --- |
| slow | Half of it |

- One
- Two

## BUGS

None.
`);
});

test('underlined titles are headings, and a table of contents that says them once more is left out', async () => {
  const text = `All of pumps

TABLE OF CONTENTS

1. Pumps
    1.1. Start ....... 3
    1.2. Stop

=====================
1. PUMPS

They pump.

1.1 Start
---------

Turn it on.
It runs.

1.2 Stop
--------
Turn it off. Name: value
`;
  expect((await read(text)).text).toBe(
    'All of pumps\n\nTABLE OF CONTENTS\n\n# 1. PUMPS\n\nThey pump.\n\n## 1.1 Start\n\nTurn it on.\nIt runs.\n\n## 1.2 Stop\n\nTurn it off. Name: value\n',
  );
});

test.each([
  [
    'a table with rules',
    'Price list\n\nName    Price\n------  -----\nSloop   8\n\nall in all\n\n----------\n\nend\n',
  ],
  ['a log', 'ERROR\n  at a.b\n  at c.d\n12:01 started: ok\n12:02 stopped: `ok`\n'],
  [
    'a letter',
    "Dear all,\n\nuse std::vector and ``this'' one, see https://example.org/a[1].\n\nYours\n-- \nJo\n",
  ],
  ['code in a note', 'TODO\n\n    if (a) {\n        b();\n    }\n\nDONE\n\n    nothing\n'],
])('plain text stays as it is: %s', async (_, text) => {
  expect(textForm(text)).toBe('plain');
  expect((await read(text)).text).toBe(text.replace(/ $/gm, ''));
});

test('changes by whose they are, one a line, are items', async () => {
  const text = `Version 2; changes since 1:
--------------------------

Ada Example (2):
      pump: say nothing
      pump: say all

Jo Example (1):
      tank: leak no more
`;
  expect((await read(text)).text).toBe(
    '# Version 2; changes since 1:\n\nAda Example (2):\n\n- pump: say nothing\n- pump: say all\n\nJo Example (1):\n\n- tank: leak no more\n',
  );
});

test('letters that are struck twice, and colours of a terminal, are read once and plain', async () => {
  const bold = (words: string) => words.replace(/\S/g, '$&\b$&');
  const text = `${bold('Pumps')} are _\bf_\ba_\bs_\bt and \u001b[1;31mred\u001b[0m.\n`;
  expect((await read(text)).text).toBe('Pumps are fast and red.\n');
});

test('long runs of spaces and signs, and what stands in itself without end, are read to the end', async () => {
  const spaces = ' '.repeat(200_000);
  const nested = Array.from({ length: 100 }, (_, at) => `${'  '.repeat(at)}- a\n\n`).join('');
  for (const [path, text] of [
    ['a.txt', `start${spaces}end\n`],
    ['a.rst', `\`start${spaces}end\n`],
    ['a.rst', `start ${'``'.repeat(20_000)} end\n`],
    ['a.rst', `start\n\n${nested}${'  '.repeat(100)}end\n`],
    ['a.adoc', `start ${'<<link:'.repeat(20_000)} end\n`],
    ['a.adoc', `start\n\n${'a::\n+\n'.repeat(5000)}end\n`],
    ['a.html', `<p>start</p>${'<dl><dt>a<dd>'.repeat(1000)}end`],
  ] as const) {
    const { text: said } = await read(text, path);
    expect(said.startsWith('start') || said.startsWith('`start')).toBe(true);
    expect(said.trimEnd().endsWith('end')).toBe(true);
  }
});

const vimHelpFile = `*pump.txt*	Moves water, with one key

						    *pump-contents*
1. Start	|pump-start|

==============================================================================
1. Start					*pump-start*

Type this, or see |pump-speed|: >
	:Pump cellar
<
It starts at once.
   A second time it stops.
Never run it dry.  The ways to stop it:
- with a key
- by hand,
  with the lever

						*'pumpspeed'* *'ps'*
'pumpspeed' 'ps'	number	(default 5)
			global
	How fast it turns.  It has to be a number.

						*:Pump* *E900*
:Pump {place}		Start it in the cellar or another
			place.

NOISE

It is loud, or you see one of these:
	low	the water is low
	high	the water is high

:k		sets a mark
:list		prints lines

 vim:tw=78:ts=8:noet:ft=help:norl:
`;

test('a help file of Vim: parts below rules, tags and capitals, code between its signs, links as words', async () => {
  const { title, text } = await read(vimHelpFile);
  expect(title).toBe('pump: Moves water, with one key');
  expect(text).toBe(`##### pump-contents

- Start pump-start

## 1. Start

Type this, or see pump-speed:

\`\`\`
:Pump cellar
\`\`\`

It starts at once.

A second time it stops. Never run it dry. The ways to stop it:

- with a key
- by hand, with the lever

##### 'pumpspeed', 'ps'

- 'pumpspeed' 'ps' number (default 5) global
  How fast it turns. It has to be a number.

##### :Pump, E900

- :Pump {place}
  Start it in the cellar or another place.

#### NOISE

It is loud, or you see one of these:

\`\`\`
low     the water is low
high    the water is high
\`\`\`

- :k
  sets a mark
- :list
  prints lines
`);
});

test('a text that only has stars in it is no help file', async () => {
  const { text } = await read('A *pump.txt* stands here.\n\nIt says *more* of |it|.\n');
  expect(text).toContain('*more* of |it|');
});
