import { expect, test } from 'vitest';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { readFile } from '../read-file.ts';

const read = async (text: string) => {
  const page = await readFile({ path: 'pump.texi', text });
  return 'text' in page ? page : expect.fail(page.words);
};

test('chapters are headings; menus, indices, licences and what is for paper only are not read', async () => {
  const source = `\\input texinfo @c -*-texinfo-*-
@settitle The @command{pump} manual
@set VERSION 2.1
@copying
No.
@end copying
@iftex
No.
@end iftex
@node Top
@top Pumps
@menu
* Start::  No.
@end menu
@node Start, , Top, Top
@section Start @code{pump}
@cindex no
Version @value{VERSION},@w{ }in a
@cindex no
sentence. @c no
@ifset dry
No.
@ifset wet
No.
@end ifset
@end ifset
@ifnottex
Yes.
@end ifnottex
@bye
No.
`;
  const { title, text } = await read(source);
  expect(title).toBe('The pump manual');
  expect(text).toBe('# Pumps\n\n### Start `pump`\n\nVersion 2.1, in a sentence.\n\nYes.\n');
});

test('commands in words: code, references, links, notes, accents and signs', async () => {
  const source = `Type @kbd{C-x @key{RET}} or @samp{a--b}, @xref{Start}. See @ref{Stop,,How to stop,pump,The Manual}
(@pxref{Start}), @uref{https://example.org,the page} or @email{a@@example.org}.@footnote{A @emph{small} note.}
@'Ele@,{c}on @"{o}@ss{} \`\`so---or'' not @dots{} @constructor{x} @{@} @verb{|@x{|} @acronym{VHS, Video}.
`;
  expect((await read(source)).text).toBe(
    'Type `C-x RET` or `a--b`, See Start. See How to stop (The Manual) (see Start), the page or a@example.org. (A small note.) Éleçon öß "so—or" not ... x {} `@x{` VHS (Video).\n',
  );
});

test('lists, tables, definitions and boxes keep what stands in them', async () => {
  const source = `@enumerate
@item
One,
two.
@example
pump @var{x} @result{} 1
@end example
@item Three.
@end enumerate
@table @option
@item -a
@itemx --all
@cindex no
All.

@itemize @bullet
@item inner
@end itemize
@item -b
None.
@end table
@multitable @columnfractions .5 .5
@headitem Name @tab Bar
@item slow
@tab 1
@end multitable
@deftypefun int pump_start (struct pump *@var{p})
@deftypefunx int pump_stop (void)
Starts.
@end deftypefun
@deffn {User Option} speed n
How fast.
@end deffn
@quotation Warning
Never dry.
@end quotation
@verbatim
@code{x}
@end verbatim
`;
  expect((await read(source)).text).toBe(`1. One, two.

\`\`\`
pump x ⇒ 1
\`\`\`

2. Three.

- \`-a\`, \`--all\`
  All.
  - inner
- \`-b\`
  None.

| Name | Bar |
| --- | --- |
| slow | 1 |

- Function: int pump_start (struct pump *p), Function: int pump_stop (void)
  Starts.
- User Option: speed n
  How fast.

Warning: Never dry.

\`\`\`
@code{x}
\`\`\`
`);
});

test('macros and other names of commands stand for what the page says', async () => {
  const source = `@macro opt{name, what}
@option{--\\name\\}: @emph{\\what\\}
@end macro
@macro dry
Never @opt{dry, run {it} dry}.
@end macro
@alias thing=code
@dry

@opt{wet,slowly} and @thing{x}.
`;
  expect((await read(source)).text).toBe('Never `--dry`: run it dry.\n\n`--wet`: slowly and `x`.\n');
});

test('a Texinfo file is read in time linear in its length, whatever stands in it', async () => {
  const watch = startStopwatch();
  const parts = [
    '@code{',
    '@macro a\n',
    '@ignore\n',
    '@table @code\n@item a\n',
    '@itemx a\n',
    '@verb{|',
    '@tab ',
    '@quotation\n',
    '@value{a}',
    '}',
    '@footnote{a\n\n',
  ];
  for (const part of parts)
    await readFile({
      path: 'a.texi',
      text: `@set a ${'b'.repeat(300)}\n@item a\n${part.repeat(300_000 / part.length)}`,
    });
  await readFile({
    path: 'a.texi',
    text: `@macro a\n@a{} @a{}\n@a{} @a{}\n@end macro\n${'@a{}'.repeat(70_000)}`,
  });
  expect(watch.ms()).toBeLessThan(20_000);
}, 60_000);
