import { expect, test } from 'vitest';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { readFile } from '../read-file.ts';

const read = async (text: string) => {
  const page = await readFile({ path: 'pump.org', text });
  return 'text' in page ? page : expect.fail(page.words);
};

test('headings lose states, priorities, cookies and tags; properties, drawers and settings are not read', async () => {
  const source = `#+title: The pump
#+TODO: OPEN(o) | SHUT(s@/!)
#+startup: overview

* OPEN [#A] Start it [1/2]   :water:pump:
:PROPERTIES:
:CUSTOM_ID: start
:END:
DEADLINE: <2026-12-01 Tue +1w>
:LOGBOOK:
CLOCK: [2026-11-01 Sun 10:00]--[2026-11-01 Sun 11:00] =>  1:00
:END:
:NOTES:
Kept words.
:END:
# A comment
** The time is 12:30: not a tag
-----
End.
`;
  const { title, text } = await read(source);
  expect(title).toBe('The pump');
  expect(text).toBe(`# The pump

# Start it

Deadline: 2026-12-01 Tue +1w

Kept words.

## The time is 12:30: not a tag

End.
`);
});

test('what stands in an item stays in it: paragraphs, code, lists; a term stands before what is said of it', async () => {
  const source = `- Key: N r (pump-start) ::

  Starts it.

  #+begin_src sh
    pump --start
  #+end_src

  1. Once.
  2. Twice,
     slowly.
- Key: N q ::
- Key: N x ::

  Stops it.

- valve :: opens
  with a turn

- [X] done
- + sign
`;
  expect((await read(source)).text).toBe(`- Key: N r (pump-start)
  Starts it.

\`\`\`sh
pump --start
\`\`\`

  1. Once.
  2. Twice, slowly.
- Key: N q, Key: N x
  Stops it.
- valve: opens with a turn
- done
  - sign
`);
});

test('marks, links, footnotes and macros within words go, code and what it holds stays', async () => {
  const source = `#+macro: year 2026

Press =C-c *=, type ~[[a][b]]~, see [[https://example.org/a][the =pump= page]], [[*Start it]],
[[info:pump#Valves]], [[./a.png]] and *bold /both/* or /usr/bin/pump in {{{year}}} {{{kbd(RET)}}}.

A note[fn:1], another[fn:: With ~code~ and [[b][a link]].], a <<target>>target, \\nbsp{}2\\times{}3, @@html:<b>@@snake_case+.

[fn:1] The first note.

: fixed = width
: lines
`;
  expect(
    (await read(source)).text,
  ).toBe(`Press \`C-c *\`, type \`[[a][b]]\`, see the \`pump\` page, Start it, pump#Valves, and bold both or /usr/bin/pump in 2026 RET.

A note, another (With \`code\` and a link.), a target, 2×3, snake_case+.

The first note.

\`\`\`
fixed = width
lines
\`\`\`
`);
});

test('boxes are called, quotes are words, exports and comments go, code in Org loses its commas', async () => {
  const source = `#+begin_warning
Never run it dry.
#+end_warning
#+BEGIN_QUOTE
Water is /all/.
#+END_QUOTE
#+begin_export html
<b>no</b>
#+end_export
#+begin_comment
no
#+end_comment
#+begin_src org
,* Heading
,#+begin_src sh
pump
,#+end_src
#+end_src
#+begin_src never ends
`;
  expect((await read(source)).text).toBe(
    'Warning: Never run it dry.\n\nWater is all.\n\n```org\n* Heading\n#+begin_src sh\npump\n#+end_src\n```\n',
  );
});

test('tables keep their words: rules, widths and formulas go', async () => {
  const source = `#+caption: Speeds
| <l> | <10> |
| name | bar |
|-----+----|
| slow | =1= |
#+TBLFM: $2=1
`;
  expect((await read(source)).text).toBe('Speeds:\n\n| name | bar |\n| --- | --- |\n| slow | `1` |\n');
});

test('an Org file is read in time linear in its length, whatever stands in it', async () => {
  const elapsed = startStopwatch();
  for (const part of [
    '#+begin_src\n',
    ':a:\n',
    '- ',
    '[[',
    '[fn:a:',
    '=a ',
    '*a ',
    '{{{a(',
    '| ',
    ' - a\n  ',
    '1. a\n',
  ])
    await readFile({ path: 'a.org', text: `a ${part.repeat(300_000 / part.length)}` });
  expect(elapsed.ms()).toBeLessThan(10_000);
}, 60_000);
