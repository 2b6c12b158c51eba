import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { readFile } from './read-file.ts';
import { mayBeRead, readerOf } from './readers/index.ts';

const read = async (path: string, given: string | Buffer) => {
  const bytes = Buffer.from(given);
  const page = await readFile({ path, base64: bytes.toString('base64'), contentType: '' });
  return 'text' in page ? page : expect.fail(page.words);
};

const man = String.raw`'\" t
.\" Written by hand
.TH PUMP 1 "2026-11-30"
.SH NAME
pump \- move \fIwater\fR
.SH SYNOPSIS
.B pump
.RI [ OPTION ]...
.SH OPTIONS
.TP
.BR \-q ", " \-\-quiet
Says nothing.
.IP
Not even at the end.
.TP
.B \-a
.TQ
.B \-\-all
Pumps from
.BR tank (5)
too:
.RS
.IP \(bu 2
the front one,
.IP \(bu 2
the rear one.
.RE
.PP
Everything after that is plain \(lqtext\(rq \(em \f(CWas is\fP.
.SS "Exit status"
.TS
tab(|);
l l.
Code|Meaning
0|T{
all
is well
T}
1|dry
.TE
.EX
pump -q \e
  --all
.EE
`;
const manText = `## NAME

pump - move water

## SYNOPSIS
${'\n```\npump [OPTION]...\n```'}

## OPTIONS

- -q, --quiet
  Says nothing.
  Not even at the end.
- -a, --all
  Pumps from tank(5) too:
  - the front one,
  - the rear one.

Everything after that is plain “text” — as is.

### Exit status

| Code | Meaning |
| --- | --- |
| 0 | all is well |
| 1 | dry |

${'```'}
pump -q \\
  --all
${'```'}
`;

test('a manual page in the man macros becomes headings, paragraphs, terms with what is said of them, tables and code', async () => {
  expect(await read('pump.1', man)).toMatchObject({ title: 'pump - move water', text: manText });
});

test.each([
  [
    'DocBook, with terms above what is indented and items drawn by hand',
    String.raw`.ie \n(.g .ds Aq \(aq
.el       .ds Aq '
.de URL
\fI\\$2\fP <\\$1>\\$3
..
.if \n[.g] \{\
.  mso www.tmac
.  am URL
.    ad l
.  .
.\}
.SH "OPTIONS"
.PP
\fB\-\-dry\fR=\fIwhen\fR
.RS 4
Pumps\&. It\*(Aqs slow:
.sp
.RS 4
.ie n \{\
\h'-04'\(bu\h'+03'\c
.\}
.el \{\
.IP \(bu 2.3
.\}
at night
.RE
.sp
.RS 4
.ie n \{\
\h'-04'\(bu\h'+03'\c
.\}
.el \{\
.IP \(bu 2.3
.\}
at noon
.RE
.RE
.PP
The end\&.
`,
    "## OPTIONS\n\n- --dry=when\n  Pumps. It's slow:\n  - at night\n  - at noon\n\nThe end.\n",
  ],
  [
    'Perl, with macros of its own',
    String.raw`.de Sp \" Vertical space
.if t .sp .5v
.if n .sp
..
.de Vb \" Begin verbatim
.ft CW
.nf
..
.ds C+ C\v'-.1v'+
.if !\nF .nr F 0
.SH "OPTIONS"
.IX Header "OPTIONS"
.IP "\fB\-out\fR \fIfile\fR" 4
.IX Item "-out file"
Writes \*(C+ to it.
.Sp
And closes it:
.Sp
.Vb 1
\& pump \-out a
.Ve
`,
    '## OPTIONS\n\n- -out file\n  Writes C+ to it.\n  And closes it:\n\n```\n pump -out a\n```\n',
  ],
  [
    'the mdoc macros of BSD',
    String.raw`.Dd November 30, 2026
.Dt PUMP 8
.Os
.Sh NAME
.Nm pump
.Nd move water
.Sh SYNOPSIS
.Nm
.Op Fl qv
.Op Fl o Ar file Ns Op , Ns Ar file
.Sh DESCRIPTION
.Nm
moves it, see
.Xr tank 5 .
.Bl -tag -width Ds
.It Fl \&? , q
Says
.Dq nothing .
.It Fl D Xo
.Sm off
.Oo Ar host : Oc
.Ar port
.Sm on
.Xc
Listens there.
.El
.Pp
First:
.Bl -enum
.It
Open.
.It
Close.
.El
.Dl $ pump -q
.Ex -std
`,
    '## NAME\n\npump - move water\n\n## SYNOPSIS\n\n```\npump [-qv] [-o file[,file]]\n```\n\n## DESCRIPTION\n\npump moves it, see tank(5).\n\n- -?, -q\n  Says “nothing”.\n- -D [host:]port\n  Listens there.\n\nFirst:\n\n1. Open.\n2. Close.\n\n```\n$ pump -q\n```\n\nThe pump utility exits 0 on success, and >0 if an error occurs.\n',
  ],
])('manual pages are read as programs write them: %s', async (_, source, text) => {
  expect((await read('pump.1', source)).text).toBe(text);
});

const infoFile = `This is pump.info, produced by makeinfo version 6.8.

INFO-DIR-SECTION Water
START-INFO-DIR-ENTRY
* pump: (pump).    Moves water.
END-INFO-DIR-ENTRY

\u001f
File: pump.info,  Node: Top,  Next: Options,  Up: (dir)

GNU Pump
********

Pump moves water.  See *note Options::, and *note (tank)Top::.

   It does so at
night.

* Menu:

* Options::     What to say.
* Index::

\u001f
File: pump.info,  Node: Options,  Next: Index,  Prev: Top,  Up: Top

1 ‘pump’: Options
=================

These are known:

‘-q’
‘--quiet’
     Says nothing.

     With it:

          pump -q

   * one,
     and more
   * two

   Example:

     pump | sort

\u001f
File: pump.info,  Node: Index,  Prev: Options,  Up: Top

Index
*****

\0\b[index\0\b]
* quiet:          Options.     (line 9)

\u001f
Tag Table:
Node: Top\u007f200
\u001f
End Tag Table
`;

test('an Info file is its nodes, without menus, indices and ways', async () => {
  expect(await read('pump.info', infoFile)).toMatchObject({
    title: 'GNU Pump',
    text: `## GNU Pump

Pump moves water. See Options, and (tank)Top.

It does so at night.

### 1 ‘pump’: Options

These are known:

- -q, --quiet
  Says nothing.
  With it:

${'```'}
pump -q
${'```'}

- one, and more
- two

Example:

${'```'}
pump | sort
${'```'}
`,
  });
  expect((await read('pump.info-2.gz', gzipSync(infoFile))).title).toBe('GNU Pump, part 2');
  const parts = `This is pump.info.\n\u001f\nIndirect:\npump.info-1: 20\n\u001f\nTag Table:\n(Indirect)\n\u001f\n`;
  expect(await readFile({ path: 'pump.info', text: parts })).toMatchObject({ reason: 'index' });
});

test.each([
  ['pump.1.gz', 'a manual page'],
  ['openssl-req.1ssl.gz', 'a manual page'],
  ['notes.md.gz', 'Markdown'],
  ['changelog.gz', 'plain text'],
  ['changelog.Debian.gz', 'plain text'],
  ['changelog.Debian.amd64.gz', 'plain text'],
  ['README.Debian', 'plain text'],
  ['page.html.gz', 'HTML'],
  ['find.info-1.gz', 'a GNU Info manual'],
  ['all.tar.gz', undefined],
  ['picture.svg.gz', undefined],
])('%s is read as %s', (path, name) => {
  expect(readerOf(path)?.name).toBe(name);
  expect(mayBeRead(path)).toBe(name !== undefined);
});

test('what is packed by gzip is read as what it holds', async () => {
  expect(await read('pump.1.gz', gzipSync(man))).toMatchObject({ text: manText });
  expect(await read('FAQ.gz', gzipSync('Pumps run.\n'))).toMatchObject({
    title: 'FAQ',
    text: 'Pumps run.\n',
  });
  expect(await read('a.html.gz', gzipSync('<h1>Pumps</h1><p>They run.'))).toMatchObject({ title: 'Pumps' });
  expect((await read('a.txt', gzipSync('Pumps run.\n'))).text).toBe('Pumps run.\n');
});

test.each([
  ['a bomb', gzipSync(Buffer.alloc(80 * 2 ** 20, 32)), 'too-large'],
  ['a bomb in a bomb', gzipSync(gzipSync(Buffer.alloc(80 * 2 ** 20, 32))), 'kind'],
  ['one that is cut off', gzipSync(man).subarray(0, 200), 'damaged'],
  ['a program', gzipSync(Buffer.from('\x7fELF\x01\x01\0\0', 'latin1')), 'kind'],
  ['a name of another page', gzipSync('.\\" Copyright\n.so man1/gzip.1\n'), 'duplicate'],
])('what is packed by gzip is refused with its reason: %s', async (_, bytes, reason) => {
  const base64 = bytes.toString('base64');
  expect(await readFile({ path: 'pump.1.gz', base64, contentType: '' })).toMatchObject({ reason });
});

test('a file that ends in a number and is no manual page is text, or named', async () => {
  expect((await read('notes.1', 'Pumps run.\n')).text).toBe('Pumps run.\n');
  expect(
    await readFile({
      path: 'libpump.so.1',
      base64: Buffer.from('\x7fELF\0').toString('base64'),
      contentType: '',
    }),
  ).toMatchObject({ reason: 'kind' });
});

test.each([
  [
    'strings that name each other',
    `${'.ds a \\*(bb\\*(bb\n.ds bb \\*a\\*a\n'.repeat(3000)}.SH A\n\\*a end\n`,
  ],
  ['braces without end', `.SH A\n${'.if n \\{\\\n'.repeat(50_000)}end\n`],
  ['indents without end', `.SH A\n${'.RS\nword\n'.repeat(30_000)}end\n`],
  ['lists in lists', `.Dd x\n.Sh A\n${'.Bl -tag\n.It a\n'.repeat(20_000)}end\n`],
  ['escapes', `.SH A\n${'\\['.repeat(100_000)}${"\\h'".repeat(100_000)}\nend\n`],
  ['a long call', `.SH A\n.B ${'"'.repeat(200_000)}\nend\n`],
  ['a long line of macros', `.Dd x\n.Sh A\n.Op ${'Op Fl a '.repeat(20_000)}\nend\n`],
  ['conditions in conditions', `.SH A\n.${'if n .'.repeat(50_000)}B x\nend\n`],
  ['hyphens at the ends of lines', `NAME\n${'       ab-\n'.repeat(40_000)}end\n`],
])('a hostile manual page is read to its end, in linear time: %s', async (_, source) => {
  const stopwatch = startStopwatch();
  const page = await read('a.1', source);
  expect(page.text).toMatch(/end\W*$/);
  expect(stopwatch.ms()).toBeLessThan(5000);
});

test('a hostile Info file is read to its end, in linear time', async () => {
  const node = (text: string) => `\u001f\nFile: a,  Node: Top\n\nHead\n****\n\n${text}\n\nend\n`;
  for (const text of [
    '*note '.repeat(50_000),
    `   * a\n`.repeat(50_000),
    Array.from({ length: 3000 }, (_, at) => `${' '.repeat(at * 5)}a\n`).join(''),
  ]) {
    const stopwatch = startStopwatch();
    expect((await read('a.info', node(text))).text).toMatch(/end\W*$/);
    expect(stopwatch.ms()).toBeLessThan(5000);
  }
});

const node = '\u001f\nFile: a,  Node: Top\n\nHead\n****\n\n';
test.each([
  ['code of an Info file', 'a.info', `${node}words:\n\n${'      x\n'.repeat(150_000)}\nend\n`],
  ['paragraphs of an Info file', 'a.info', `${node}${'a word\n\n'.repeat(150_000)}end\n`],
  ["code of Vim's help", 'a.txt', `*a.txt* Help\n\n*a* *b*\n words >\n${' x\n'.repeat(150_000)}<\n end\n`],
  ["paragraphs of Vim's help", 'a.txt', `*a.txt* Help\n\n*a* *b*\n${'words\n\n'.repeat(150_000)}end\n`],
])('more lines than a call takes arguments are read: %s', async (_, path, source) => {
  expect((await read(path, source)).text).toMatch(/end\W*$/);
});
