import { expect, test } from 'vitest';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { indexPage } from '../../prepare-document.ts';
import { readFile } from '../../read-file.ts';

const read = async (path: string, given: string | Buffer) => {
  const page = await readFile({
    path,
    base64: Buffer.from(given).toString('base64'),
    contentType: '',
  });
  return 'text' in page ? page : expect.fail(page.words);
};

const book = `<?xml version="1.0"?>
<!DOCTYPE book PUBLIC "-//OASIS//DTD DocBook XML V4.5//EN" "docbookx.dtd" [
  <!-- isn't > one -->
  <!ENTITY pump "<application>Pump</application> 2">
  <!ENTITY chapter-two SYSTEM "two.docbook">
  <!ENTITY % more "IGNORE">
]>
<book id="top">
<bookinfo>
  <title>The &pump; Handbook</title>
  <author><firstname>Ada</firstname><surname>Brook</surname></author>
  <date>2026-11-30</date>
  <revhistory><revision><revnumber>1.0</revnumber></revision></revhistory>
  <abstract><para>What a pump does.</para></abstract>
</bookinfo>
&chapter-two;
<chapter id="use"><title>Use of &kpump;</title>
  <!-- Not to be read. --><?dbhtml stop-chunking?>
  <para>Press <menuchoice><shortcut><keycombo>&Ctrl;&Shift;<keycap>S</keycap></keycombo></shortcut>
  <guimenu>File</guimenu><guimenuitem>Save&nbsp;as...</guimenuitem></menuchoice> &mdash; or
  <keycombo action="simul"><keycap>Alt</keycap><keycap>X</keycap></keycombo>
  <indexterm><primary>saving</primary></indexterm>and <quote>wait</quote>:
    <itemizedlist>
      <listitem><para>one,</para></listitem>
      <listitem><para>two.</para><para>More of it.</para></listitem>
    </itemizedlist>
  Then see <xref linkend="run"/> and <ulink url="https://a.example/b">the yard</ulink><footnote><para>By hand.</para></footnote>.</para>
  <section id="run"><title>Running <command>pump</command></title>
    <orderedlist><title>To run it</title><listitem><para>Type <command>pump</command> <option>-q</option> <replaceable>file</replaceable>.</para></listitem></orderedlist>
    <variablelist>
      <varlistentry><term><option>-q</option></term><term><option>--quiet</option></term><listitem><para>Says nothing.</para></listitem></varlistentry>
    </variablelist>
    <note><para>It is loud.</para></note>
    <warning><title>Water</title><para>Keep dry.</para></warning>
    <screen><![CDATA[
$ pump &all; <in]]>
  &gt; out
</screen>
    <cmdsynopsis><command>pump</command><arg choice="plain">run</arg><group><arg choice="plain">-a</arg><arg choice="plain">-b</arg></group><arg rep="repeat"><replaceable>file</replaceable></arg></cmdsynopsis>
    <figure><title>A pump</title><mediaobject><imageobject><imagedata fileref="p.png"/></imageobject>
      <textobject><phrase>A picture</phrase></textobject><caption><para>A pump</para></caption></mediaobject></figure>
    <table><title>States</title><tgroup cols="3"><colspec colname="a"/><colspec colname="b"/><colspec colname="c"/>
      <thead><row><entry>State</entry><entry namest="b" nameend="c">Lamp</entry></row></thead>
      <tbody><row><entry morerows="1">on</entry><entry>red</entry><entry>left|right</entry></row><row><entry>green</entry><entry>right</entry></row></tbody></tgroup></table>
    <formalpara><title>Oil</title><para>None is needed.</para></formalpara>
    <qandaset><qandaentry><question><para>Why is it loud?</para></question><answer><para>It is old.</para></answer></qandaentry></qandaset>
  </section>
</chapter>
</book>`;

test('DocBook: headings, lists, terms, boxes, code, tables and links are read, what is said of the text is no part of it', async () => {
  const page = await read('pump.docbook', book);
  expect(page.text).toBe(`# The Pump 2 Handbook

## Use of kpump

Press File > Save as... (Ctrl+Shift+S) — or Alt+X and “wait”:

- one,
- two.
  More of it.

Then see Running pump and the yard (By hand.).

### Running \`pump\`

To run it:

1. Type \`pump\` \`-q\` \`file\`.

- \`-q\`, \`--quiet\`
  Says nothing.

Note: It is loud.

Water: Keep dry.

\`\`\`
$ pump &all; <in
  > out
\`\`\`

\`\`\`
pump run [-a | -b] [file...]
\`\`\`

A pump

States:

| State | Lamp |  |
| --- | --- | --- |
| on | red | left\\|right |
| on | green | right |

Oil: None is needed.

#### Why is it loud?

It is old.
`);
  expect(page).toMatchObject({
    title: 'The Pump 2 Handbook',
    description: 'What a pump does.',
    about: { author: 'Ada Brook', published: '2026-11-30' },
    links: [{ words: 'the yard', href: 'https://a.example/b' }],
  });
});

test('DocBook 5, a page of a reference and a glossary, in the encoding that they name', async () => {
  const five = Buffer.from(
    `<?xml version="1.0" encoding="iso-8859-1"?><d:article xmlns:d="http://docbook.org/ns/docbook" xmlns:xl="http://www.w3.org/1999/xlink">
    <d:info><d:title>Caf\u00e9</d:title></d:info><d:para>See <d:link xl:href="https://a.example">it</d:link>.</d:para>
    <d:refentry><d:refmeta><d:refentrytitle>pump</d:refentrytitle><d:manvolnum>1</d:manvolnum></d:refmeta>
    <d:refnamediv><d:refname>pump</d:refname><d:refpurpose>move water</d:refpurpose></d:refnamediv>
    <d:refsect1><d:title>See also</d:title><d:para><d:citerefentry><d:refentrytitle>tank</d:refentrytitle><d:manvolnum>5</d:manvolnum></d:citerefentry></d:para></d:refsect1></d:refentry>
    <d:glossary><d:title>Terms</d:title><d:glossentry><d:glossterm>Tank</d:glossterm><d:glossdef><d:para>Holds water.</d:para></d:glossdef></d:glossentry>
    <d:glossentry><d:glossterm>Vat</d:glossterm><d:glosssee>Tank</d:glosssee></d:glossentry></d:glossary></d:article>`,
    'latin1',
  );
  const page = await read('five.xml', five);
  expect(page.text).toBe(
    '# Café\n\nSee it.\n\n## pump\n\npump - move water\n\n### See also\n\ntank(5)\n\n## Terms\n\n- Tank\n  Holds water.\n- Vat\n  See Tank\n',
  );
  expect(page.links).toEqual([{ words: 'it', href: 'https://a.example' }]);
});

const page = `<page xmlns="http://projectmallard.org/1.0/" xmlns:if="http://projectmallard.org/if/1.0/" type="topic" id="tank">
  <info><link type="guide" xref="index"/><desc>How to fill it.</desc>
    <credit type="author"><name>Ada Brook</name></credit><license><p>Free.</p></license></info>
  <title><media type="image" src="logo.png">Logo</media> Fill the tank</title>
  <comment><p>Not to be read.</p></comment>
  <p>Press <guiseq><gui>File</gui><gui>Fill</gui></guiseq> or <keyseq><key>Ctrl</key><key>F</key></keyseq>
  in <app>Pump</app> &amp;amp; see <link xref="pump#use">how <em>it</em> runs</link>, <link xref="#late"/> and <link xref="oil"/>.
  Or <link href="help:yard/hose">ask</link>.</p>
  <note style="tip"><p>Wait.</p></note>
  <note style="sidebar"><p>At the side.</p></note>
  <steps><title>To fill it</title>
    <item><p>Open <code>lid</code>.</p></item>
    <if:choose><if:when test="target:mobile"><item><p>Pour.</p></item></if:when></if:choose>
  </steps>
  <terms><item><title><key>F1</key></title><p>Help.</p></item></terms>
  <tree><item>a<item>b</item></item></tree>
  <code>
  fill --all
</code>
  <media type="image" src="t.png"><p>A picture</p></media>
  <table><tr><td><p>Stop</p></td><td><p><keyseq><key>Ctrl</key><key>S</key></keyseq></p></td></tr><tr><td><p>Go</p></td><td><p><key>G</key></p></td></tr></table>
  <quote><cite>Ada</cite><p>Fill it.</p></quote>
  <section id="late"><title>Too late</title><p>Click <media type="image" src="x.png">settings</media>.</p></section>
</page>`;

test('Mallard: the same, and its links lead to the pages beside it', async () => {
  const read_ = await read('tank.page', page);
  expect(read_.text).toBe(`# Fill the tank

Press File > Fill or Ctrl+F in Pump &amp; see how it runs, Too late and oil. Or ask.

Tip: Wait.

At the side.

To fill it:

1. Open \`lid\`.
2. Pour.

- F1
  Help.

- a
  - b

\`\`\`
  fill --all
\`\`\`

- Stop: Ctrl+S
- Go: G

Ada

Fill it.

## Too late

Click settings.
`);
  expect(read_).toMatchObject({
    title: 'Fill the tank',
    description: 'How to fill it.',
    about: { author: 'Ada Brook' },
    links: [
      { words: 'how it runs', href: 'pump.page#use' },
      { words: 'oil', href: 'oil.page' },
      { words: 'ask', href: '../yard/hose.page' },
    ],
  });
});

test('what search follows are links to other documents', async () => {
  const { passages } = indexPage(await read('tank.page', page), 'doc://help/tank/tank.page');
  const links = passages.flatMap((list) =>
    (JSON.parse(list) as { links: string[] }[]).flatMap((one) => one.links),
  );
  expect(links).toEqual([
    'doc://help/tank/pump.page',
    'doc://help/tank/oil.page',
    'doc://help/yard/hose.page',
  ]);
});

test.each([
  [
    'a list of books',
    'books.xml',
    '<book><title>Tides</title><price>5</price></book>',
    '- title: Tides\n- price: 5\n',
  ],
  ['a page of something else', 'a.page', 'Title: Tides\n\nThe tide is out.\n', 'The tide is out.'],
  [
    'words between elements',
    'a.xml',
    '<doc lang="en"><p>Press <gui>Save</gui> n<b>ow</b></p><p id="x">Then <a>wait</a><b>here</b>.</p><at>5</at></doc>',
    'Press Save now',
  ],
  [
    'a DOCTYPE that only its own program reads',
    'a.xml',
    "<!DOCTYPE x [<!ELEMENT a -- it's -->]><a><b>Tides</b></a>",
    'Tides',
  ],
])('other XML and other texts stay what they are: %s', async (_, path, text, words) => {
  expect((await read(path, text)).text).toContain(words);
});

test('words between elements are told once, in their order and with what the element says of itself', async () => {
  const { text } = await read(
    'a.xml',
    `<doc><p>Press <gui>Save</gui> now</p><p id="x">Then <a>wait</a><b>here</b>.</p><rest>${'<p>a <b>b</b></p>'.repeat(3)}</rest></doc>`,
  );
  expect(text.match(/Save/g)).toHaveLength(1);
  expect(text).toContain('text: Then wait here.');
  expect(text).toContain('a b');
});

test.each([
  ['text before a tag that never ends', 'a.docbook', `${'<'.repeat(500_000)}`],
  ['a DOCTYPE that never ends', 'a.docbook', '<!DOCTYPE book [ <!ENTITY a "b'],
  ['entities that stand for each other', 'a.docbook', laughing(7)],
  ['elements that are nested without end', 'a.page', '<page><title>a</title>'.concat('<p>'.repeat(100_000))],
  ['no element', 'a.dbk', 'Only words.'],
])('what is damaged is told as such, soon: %s', async (_, path, text) => {
  const stopwatch = startStopwatch();
  expect(await readFile({ path, text })).toEqual({
    reason: expect.stringMatching(/^(?:damaged|empty)$/),
    words: expect.stringMatching(/^[A-Z].*\.$/),
  });
  expect(stopwatch.ms()).toBeLessThan(5000);
});

function laughing(depth: number): string {
  const entities = Array.from(
    { length: depth },
    (_, at) => `<!ENTITY a${at} "${at ? `&a${at - 1};`.repeat(10) : 'ha'}">`,
  );
  return `<!DOCTYPE book [${entities.join('')}]><book><title>a</title><para>&a${depth - 1};</para></book>`;
}

test('an entity that nobody knows begins a sentence as its name would, with a capital', async () => {
  const { text } = await read(
    'a.docbook',
    '<book><title>&kate;</title><para>\n  &kate; is here. &konsole; and &kate; are closed. <application>&kmail;</application>, &etc; &nbsp;&copy;. &mdash; &eg;</para></book>',
  );
  expect(text).toBe('# kate\n\nKate is here. Konsole and kate are closed. Kmail, etc ©. — eg\n');
});

test('one that stands for itself is told by its name, and nothing of another file is told', async () => {
  const { text } = await read(
    'a.docbook',
    '<!DOCTYPE book [<!ENTITY a "&b;"><!ENTITY b "&a; x"><!ENTITY c SYSTEM "/etc/hostname">]><book><title>T</title><para>&a; &c; &#x41;&#0;&notone;</para></book>',
  );
  expect(text).toBe('# T\n\na x c A\u0000notone\n'.replace('\u0000', ' '));
});

test.each([
  ['links', (times: number) => '<para><xref linkend="a"/></para>'.repeat(times)],
  ['entities', (times: number) => '<para>&kate;&nbsp;&other;</para>'.repeat(times)],
  [
    'entities in one paragraph',
    (times: number) => `<para>${'<emphasis>&kate;</emphasis>. '.repeat(times)}</para>`,
  ],
  ['open elements', (times: number) => '<para><literal></para>'.repeat(times)],
  ['comments that never end', (times: number) => '<para>a</para><!-- <!--'.repeat(times)],
  ['codes', (times: number) => `<para>${'<option>`</option>'.repeat(times)}</para>`],
  ['boxes in boxes', (times: number) => `${'<note>'.repeat(90)}${'<para>a</para>'.repeat(times)}`],
])('twice the length takes no more than some three times as long: %s', async (_, make) => {
  const time = async (times: number) => {
    const text = `<article id="a"><title>${'T '.repeat(50)}</title>${make(times)}</article>`;
    const stopwatch = startStopwatch();
    await readFile({ path: 'a.docbook', text });
    return stopwatch.ms();
  };
  await time(1000);
  const short = Math.min(await time(20_000), await time(20_000));
  expect(await time(40_000)).toBeLessThan(3.5 * short + 200);
});
