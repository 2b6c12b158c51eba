import { expect, test } from 'vitest';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { readFile } from '../read-file.ts';

const read = async (text: string) => {
  const page = await readFile({ path: 'pump.adoc', text });
  return 'text' in page ? page : expect.fail(page.words);
};

test('names stand for what the page says, links to sections for their titles', async () => {
  const source = `= Pumps
:version: 2.1
:site: https://example.org/pump
:long: one \\
  two

Pump {version} is at {site}[its site], {site}/a[] and {elsewhere}[another]. Not {unknown}.

[[dry]]
== Run it dry

See <<dry>>, <<dry,how>>, xref:dry[], xref:valves.adoc[Valves] and <<other.adoc#dry>>.
`;
  expect((await read(source)).text).toBe(`# Pumps

Pump 2.1 is at its site, https://example.org/pump/a and another. Not {unknown}.

## Run it dry

See Run it dry, how, Run it dry, Valves and Run it dry.
`);
});

test('macros are what they show, also those that only this page knows', async () => {
  const source = `Press kbd:[Ctrl+T], choose menu:File[Save > As] or btn:[OK] icon:check[], see api:org.pump.Task[], mailto:a@example.org[],
link:a.html["One, two",window=_blank], https://example.org[Three^] footnote:[With a link:b.html[link].] and image:a.png[A].
((Water)) flows(((water, flow))).[[here]] It is *very \`fast\`*, [.small]#small#, fan**tas**tic, \`clean__Name__\`,
\`+__init__+\`, "\`so\`" and pass:[<u>pure</u>], a std::vector[0].
`;
  expect((await read(source)).text).toBe(
    `Press Ctrl+T, choose File > Save > As or OK, see org.pump.Task, a@example.org, One, two, Three (With a link.) and. Water flows. It is very \`fast\`, small, fantastic, \`cleanName\`, \`__init__\`, "so" and pure, a std::vector[0].\n`,
  );
});

test('boxes are called, what markup of other forms says is read, and includes are no code', async () => {
  const source = `[NOTE]
====
Never dry.

Nor wet.
====

[WARNING]
.Heat
It is hot.

++++
<figure><title>A <b>tank</b></title></figure>
++++

[source,java]
----
run(); // <1>
include::{dir}/A.java[tags=a]
stop(); <!--2-->
----
<1> Runs.

----
include::b.txt[]
----
`;
  expect((await read(source)).text).toBe(`Note: Never dry.

Nor wet.

Heat:

Warning: It is hot.

A tank

\`\`\`java
run();
stop();
\`\`\`

1. Runs.
`);
});

test('an item keeps the blocks that are joined to it, and lists stand in lists by their marks', async () => {
  const source = `. One
+
----
pump
----
. Two
* water
- hot
- cold
* air

Words [in brackets] and
[more of them] stay.
`;
  expect((await read(source)).text).toBe(`1. One

\`\`\`
pump
\`\`\`

2. Two
  - water
    - hot
    - cold
  - air

Words [in brackets] and [more of them] stay.
`);
});

test('rows of a table have as many cells as its columns, over lines, columns and rows', async () => {
  const source = `[cols="1,2a",options="header"]
|===
|Name|Use

| pump
| moves

* water
* air

.2+| tank | one
| two
2+| all of it
|===

,===
a,"b, c"
,===
`;
  expect((await read(source)).text).toBe(`| Name | Use |
| --- | --- |
| pump | moves water; air |
| tank | one |
| tank | two |
| all of it |  |

| a | b, c |
| --- | --- |
`);
});

test('an AsciiDoc file is read in time linear in its length, whatever stands in it', async () => {
  const watch = startStopwatch();
  for (const part of [
    '<<a',
    '{a}',
    'a:b',
    'link:[',
    '*a ',
    '`a ',
    '[',
    '* a\n+\n',
    '|a\n',
    '====\n****\n',
    '.9+|a ',
    ':a: {a}{a}\n',
    '+a ',
  ])
    await readFile({
      path: 'a.adoc',
      text: `:a: ${'b'.repeat(200)}\n\na ${part.repeat(300_000 / part.length)}`,
    });
  await readFile({ path: 'a.adoc', text: `|===\n${'200*.100+|a '.repeat(20_000)}\n|===\n` });
  expect(watch.ms()).toBeLessThan(20_000);
}, 60_000);
