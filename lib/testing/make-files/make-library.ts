import { gzipSync } from 'node:zlib';
import { encodeText } from '../encode-text.ts';
import {
  makeDocx,
  makeEpub,
  makeLockedOffice,
  makeOdp,
  makeOds,
  makeOdt,
  makePptx,
  makeXlsx,
} from './make-office.ts';
import { makePdf } from './make-pdf.ts';
import { makeZip } from './make-zip.ts';

/** A file of a folder as people keep them: what to ask and what has to be quoted, or why it cannot be read. */
export type LibraryFile = { name: string; bytes: Buffer } & (
  | { question: string; quote: string }
  | { reasons: string[] }
);

const names = [
  'Alder',
  'Birch',
  'Cedar',
  'Hazel',
  'Larch',
  'Maple',
  'Rowan',
  'Spruce',
  'Sumac',
  'Tupelo',
  'Willow',
  'Yew',
  'Aspen',
  'Baobab',
  'Catalpa',
  'Dogwood',
  'Ebony',
  'Fir',
  'Ginkgo',
  'Hickory',
  'Ironwood',
  'Juniper',
  'Kapok',
];
const table = (name: string) => [
  ['Code', 'Item', 'Stock'],
  ...Array.from({ length: 12 }, (_, at) => [`${name}-${at + 1}`, `Bolt ${at + 1}`, String(100 + at)]),
];
const row = (name: string) => `| Code | Item | Stock |\n| --- | --- | --- |\n| ${name}-7 | Bolt 7 | 106 |`;
const csv = (name: string, sign: string) =>
  table(name)
    .map((cells) => cells.join(sign))
    .join('\r\n');
const fact = (name: string) => `The ${name} pump runs at ${name.length} bar.`;
const said = (name: string) => ({
  question: `At what pressure does the ${name} pump run?`,
  quote: fact(name),
});
const stocked = (name: string) => ({ question: `What is the stock of ${name}-7?`, quote: row(name) });

/** Every kind that is read, one file of each. */
function whole(): LibraryFile[] {
  const [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w] = names as [
    string,
    ...string[],
  ] as string[] & Record<number, string>;
  const text = (name: string, words: string, rest: { question: string; quote: string }): LibraryFile => ({
    name,
    bytes: Buffer.from(words),
    ...rest,
  });
  const cell = JSON.stringify({
    cells: [
      { cell_type: 'markdown', source: [`# Notes\n`, fact(p as string)] },
      { cell_type: 'code', source: ['print(1)'] },
    ],
    metadata: { language_info: { name: 'python' } },
  });
  return [
    text(
      'notes/one.md',
      `---\ntags: [x]\n---\n# Pumps\n\n> [!NOTE]\n> The ==${a} pump== runs at [[Pressure|5 bar]]. #todo ^b1`,
      { question: `At what pressure does the ${a} pump run?`, quote: `Note: The ${a} pump runs at 5 bar.` },
    ),
    text('notes/two.mdx', `<Note>${fact(b as string)}</Note>`, said(b as string)),
    text(
      'web/three.html',
      `<html><body><main><h1>Pumps</h1><p>${fact(c as string)}</p></main></body></html>`,
      said(c as string),
    ),
    text('four.txt', fact(d as string), said(d as string)),
    text('manuals/pump.1', `.TH PUMP 1\n.SH NAME\npump\n.SH USE\n${fact('Zelkova')}\n`, said('Zelkova')),
    {
      name: 'manuals/pump.8.gz',
      bytes: gzipSync(`.Dd today\n.Dt PUMP 8\n.Sh NAME\n.Nm pump\n.Sh USE\n${fact('Zebrano')}\n`),
      ...said('Zebrano'),
    },
    text(
      'manuals/pump.info',
      `\u001f\nFile: pump.info,  Node: Top\n\nPumps\n*****\n\n${fact('Ziziphus')}\n`,
      said('Ziziphus'),
    ),
    {
      name: 'manuals/notes.md.gz',
      bytes: gzipSync(`# Pumps\n\n${fact('Zanthoxylum')}\n`),
      ...said('Zanthoxylum'),
    },
    {
      name: 'office/five.docx',
      bytes: makeDocx({ title: 'Pumps', words: fact(e as string) }),
      ...said(e as string),
    },
    {
      name: 'office/stock.docx',
      bytes: makeDocx({ title: 'Stock', words: 'The stock.', rows: table(f as string) }),
      ...stocked(f as string),
    },
    {
      name: 'office/six.odt',
      bytes: makeOdt({ title: 'Pumps', words: fact(g as string) }),
      ...said(g as string),
    },
    {
      name: 'office/seven.pptx',
      bytes: makePptx([
        { title: 'Start', points: ['Welcome.'] },
        { title: 'Pumps', points: [fact(h as string)] },
      ]),
      question: said(h as string).question,
      quote: `- ${fact(h as string)}`,
    },
    { name: 'office/eight.odp', bytes: makeOdp(['Welcome.', fact(i as string)]), ...said(i as string) },
    { name: 'office/nine.xlsx', bytes: makeXlsx(table(j as string)), ...stocked(j as string) },
    { name: 'office/ten.ods', bytes: makeOds(table(k as string)), ...stocked(k as string) },
    text('data/eleven.csv', csv(l as string, ';'), stocked(l as string)),
    text('data/twelve.tsv', csv(m as string, '\t'), stocked(m as string)),
    {
      name: 'books/thirteen.epub',
      bytes: makeEpub({ title: 'Pumps', chapters: ['Welcome.', fact(n as string)] }),
      ...said(n as string),
    },
    text(
      'mail/fourteen.eml',
      `From: =?utf-8?q?J=C3=B6rg?= <j@example.org>\r\nTo: a@example.org\r\nSubject: Pumps\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${fact(o as string).replace('runs at', 'runs =\r\nat')}\r\n`,
      said(o as string),
    ),
    text('code/fifteen.ipynb', cell, said(p as string)),
    text(
      'data/sixteen.json',
      JSON.stringify({ pumps: { [q as string]: { pressure: '6 bar', colour: 'red' } } }),
      { question: `What is the pressure of ${q}?`, quote: '- pressure: 6 bar' },
    ),
    text('data/seventeen.yaml', `pumps:\n  ${r}:\n    pressure: 6 bar\n    colour: red\n`, {
      question: `What is the pressure of ${r}?`,
      quote: '- pressure: 6 bar',
    }),
    text(
      'docs/eighteen.rst',
      `Pumps\n=====\n\nThe **${s} pump** runs at \`\`7\`\` bar.\n\n.. note:: Mind it.\n`,
      { question: said(s as string).question, quote: `The ${s} pump runs at \`7\` bar.` },
    ),
    text('docs/nineteen.adoc', `= Pumps\n\n== Pressure\n\nThe *${t} pump* runs at 8 bar.\n`, {
      question: said(t as string).question,
      quote: `The ${t} pump runs at 8 bar.`,
    }),
    text('docs/twenty.org', `* Pumps\n:PROPERTIES:\n:ID: 1\n:END:\nThe *${u} pump* runs at 9 bar.\n`, {
      question: said(u as string).question,
      quote: `The ${u} pump runs at 9 bar.`,
    }),
    text(
      'code/pump.py',
      `import os\n\n\ndef start():\n    return 1\n\n\n# How hard the ${v} pump runs, in bar.\ndef pressure_of_${v?.toLowerCase()}():\n    return 42\n`,
      {
        question: `How hard does the ${v} pump run?`,
        quote: `\`\`\`python\n# How hard the ${v} pump runs, in bar.\ndef pressure_of_${v?.toLowerCase()}():\n    return 42\n\`\`\``,
      },
    ),
    text(
      'handbooks/pump.docbook',
      `<?xml version="1.0"?>\n<!DOCTYPE article [<!ENTITY tree "Zamia">]>\n<article><title>Pumps</title><para>The <application>&tree;</application> pump runs at 5 bar.</para></article>`,
      said('Zamia'),
    ),
    text(
      'handbooks/pump.page',
      `<page xmlns="http://projectmallard.org/1.0/" id="pump"><title>Pumps</title><p>${fact('Zinnia')}</p></page>`,
      said('Zinnia'),
    ),
    text(
      'data/pumps.xml',
      `<?xml version="1.0"?>\n<pumps><pump><name>${w}</name><pressure>12 bar</pressure></pump></pumps>`,
      { question: `What is the pressure of ${w}?`, quote: '- pressure: 12 bar' },
    ),
    {
      name: 'pdf/handbook.pdf',
      bytes: makePdf(
        [
          ['20|Welcome', 'This is a handbook.'],
          ['20|Pumps', 'The Zelkova pump runs at', '14 bar.'],
        ],
        { title: 'Handbook' },
      ),
      question: 'At what pressure does the Zelkova pump run?',
      quote: 'The Zelkova pump runs at 14 bar.',
    },
    text(
      'talks/one.srt',
      '\ufeff1\r\n00:00:01,000 --> 00:00:04,000\r\n<i>The Acacia pump</i>\r\n\r\n2\r\n00:00:04,500 --> 00:00:06,000\r\nruns at 16 bar.\r\n\r\n3\r\n00:01:30,000 --> 00:01:34,000\r\nThank you.\r\n',
      {
        question: 'At what pressure does the Acacia pump run?',
        quote: 'The Acacia pump runs at 16 bar.',
      },
    ),
    text(
      'calendars/service.ics',
      'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Service of the Bamboo\r\n  pump\r\nDTSTART;TZID=Europe/Berlin:20261203T090000\r\nRRULE:FREQ=YEARLY\r\nLOCATION:Hall 4\\, back\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
      { question: 'Where is the service of the Bamboo pump?', quote: '- Where: Hall 4, back' },
    ),
    text(
      'people/service.vcf',
      'BEGIN:VCARD\r\nVERSION:3.0\r\nN:Service;Camellia;;;\r\nFN:Camellia Service\r\nitem1.TEL;TYPE=CELL:+49 30 1234\r\nNOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:repariert M=C3=BChlen=\r\n und Pumpen\r\nEND:VCARD\r\n',
      { question: 'What is the telephone number of Camellia Service?', quote: '- Telephone: +49 30 1234' },
    ),
    text(
      'web/saved.mhtml',
      'From: <Saved by Blink>\r\nSubject: Pumps\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="--B"\r\n\r\n----B\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<html><body><main><h1>Pumps</h1><p>The Daphne pump runs=20at 17 bar.</p></main></body></html>\r\n----B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n----B--\r\n',
      { question: 'At what pressure does the Daphne pump run?', quote: 'The Daphne pump runs at 17 bar.' },
    ),
    text(
      'mail/box.mbox',
      'From a@example.org Thu Jan  1 00:00:00 2026\nFrom: a@example.org\nSubject: One\n\nThe Erica pump runs at 18 bar.\n\nFrom b@example.org Thu Jan  1 00:00:00 2026\nFrom: b@example.org\nSubject: Two\n\n>From here on it is another one.\n',
      { question: 'At what pressure does the Erica pump run?', quote: 'The Erica pump runs at 18 bar.' },
    ),
    text(
      'office/letter.rtf',
      '{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}{\\info{\\title Letter}{\\author hidden}}\\pard\\outlinelevel0\\b Pumps\\b0\\par\n\\pard The {\\i Freesia} pump {\\field{\\*\\fldinst HYPERLINK "x"}{\\fldrslt runs}} at 19 bar, as J\\\'f6rg says \\u8364?5.\\par\n\\trowd\\intbl Pump\\cell Bar\\cell\\row\\intbl Freesia\\cell 19\\cell\\row\n{\\pict 89504e47}}',
      {
        question: 'At what pressure does the Freesia pump run?',
        quote: 'The Freesia pump runs at 19 bar, as Jörg says €5.',
      },
    ),
    text(
      'docs/pumps.pod',
      '=head1 Pumps\n\n=over 4\n\n=item C<hyacinth>\n\nThe B<Hyacinth> pump runs at E<gt>= 22 bar.\n\n=back\n\n=cut\n\nprint 1;\n',
      {
        question: 'At what pressure does the Hyacinth pump run?',
        quote: '- `hyacinth`\n  The Hyacinth pump runs at >= 22 bar.',
      },
    ),
    text(
      'docs/pumps.texi',
      '\\input texinfo\n@settitle Pumps\n@ignore\nhidden\n@end ignore\n@chapter Pumps\n@table @code\n@item pulsatilla\n@cindex bar\nThe @emph{Pulsatilla} pump runs at @w{23 bar}.\n@end table\n@bye\nhidden\n',
      {
        question: 'At what pressure does the Pulsatilla pump run?',
        quote: '- `pulsatilla`\n  The Pulsatilla pump runs at 23 bar.',
      },
    ),
    text('Makefile', 'start-gardenia-pump: # at 20 bar\n\tpump --start\n', {
      question: 'What starts the Gardenia pump?',
      quote: '```\nstart-gardenia-pump: # at 20 bar\n\tpump --start\n```',
    }),
    text('README', 'The Oleander pump runs at 15 bar.', {
      question: 'At what pressure does the Oleander pump run?',
      quote: 'The Oleander pump runs at 15 bar.',
    }),
  ];
}

const tongues: readonly (readonly [encoding: string, question: string, quote: string])[] = [
  ['windows-1252', 'Wie hoch ist der Druck der Mühlenpumpe?', 'Der Druck der Mühlenpumpe beträgt 5 bar.'],
  [
    'iso-8859-15',
    'Quelle est la pression de la pompe Éclair?',
    'La pression de la pompe Éclair est très élevée: 6 bar.',
  ],
  ['windows-1250', 'Jakie jest ciśnienie pompy Żółw?', 'Ciśnienie pompy Żółw wynosi więcej niż pięć barów.'],
  ['iso-8859-2', 'Jaký je tlak čerpadla Ještěrka?', 'Tlak čerpadla Ještěrka je vyšší než pět barů.'],
  ['windows-1251', 'Какое давление у насоса Берёза?', 'Давление насоса Берёза равно пяти барам.'],
  ['koi8-r', 'Какое давление у насоса Рябина?', 'Давление насоса Рябина равно шести барам.'],
  ['iso-8859-5', 'Какое давление у насоса Осина?', 'Давление насоса Осина равно восьми барам.'],
  ['windows-1253', 'Ποια είναι η πίεση της αντλίας Ελιά;', 'Η πίεση της αντλίας Ελιά είναι πέντε μπαρ.'],
  ['windows-1254', 'Çınar pompasının basıncı nedir?', 'Çınar pompasının basıncı beş bardır, değişmez.'],
  ['windows-1255', 'מה הלחץ של משאבת ארז?', 'הלחץ של משאבת ארז הוא חמישה בר.'],
  ['windows-1256', 'ما ضغط مضخة النخيل؟', 'ضغط مضخة النخيل هو خمسة بار في كل الأوقات.'],
  ['shift_jis', 'さくらポンプの圧力は?', 'さくらポンプの圧力は五バールです。'],
  ['euc-jp', 'もみじポンプの圧力は?', 'もみじポンプの圧力は六バールです。'],
  ['gb18030', '松树水泵的压力是多少?', '松树水泵的压力是五巴。'],
  ['big5', '櫻花水泵的壓力是多少?', '櫻花水泵的壓力是五巴。'],
  ['euc-kr', '소나무 펌프의 압력은?', '소나무 펌프의 압력은 다섯 바입니다.'],
  ['utf-16le', 'How hot is the Papaya boiler?', 'The Papaya boiler is 70 °C hot.'],
  ['utf-16be', 'How hot is the Quince boiler?', 'The Quince boiler is 71 °C hot.'],
];

const scripts: readonly (readonly [name: string, boiler: string])[] = [
  ['насосы/заметка один.txt', 'Apricot'],
  ['αντλίες/σημείωση.md', 'Bergamot'],
  ['泵/笔记 一.txt', 'Clementine'],
  ['ポンプ/メモ.md', 'Damson'],
  ['مضخات/ملاحظة.txt', 'Elderberry'],
  ['משאבות/הערה #1 100%.md', 'Feijoa'],
];

/** Files with a password, scanned ones, empty ones, bombs, and kinds that hold no text. */
function unread(): LibraryFile[] {
  const picture = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1');
  const entities = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>';
  return [
    { name: 'locked/a.docx', bytes: makeLockedOffice(), reasons: ['protected'] },
    {
      name: 'locked/b.odt',
      bytes: makeOdt({ title: 'a', words: 'b' }, { isLocked: true }),
      reasons: ['protected'],
    },
    { name: 'locked/c.pdf', bytes: makePdf([['secret']], { isLocked: true }), reasons: ['protected'] },
    {
      name: 'locked/d.epub',
      bytes: makeEpub({ title: 'a', chapters: ['b'], isLocked: true }),
      reasons: ['protected'],
    },
    {
      name: 'locked/e.xlsx',
      bytes: makeZip({ 'xl/workbook.xml': '<workbook/>' }, { isLocked: true }),
      reasons: ['protected'],
    },
    { name: 'scans/a.pdf', bytes: makePdf([[], []], { isScanned: true }), reasons: ['scanned'] },
    { name: 'empty/a.md', bytes: Buffer.alloc(0), reasons: ['empty'] },
    { name: 'empty/b.docx', bytes: makeDocx({ title: '', words: '' }), reasons: ['empty'] },
    { name: 'empty/c.pdf', bytes: makePdf([[]]), reasons: ['empty'] },
    {
      name: 'bombs/a.docx',
      bytes: makeZip({ 'word/document.xml': Buffer.alloc(80 * 2 ** 20, 32) }),
      reasons: ['too-large'],
    },
    {
      name: 'bombs/b.docx',
      bytes: makeZip(
        { 'word/document.xml': Buffer.alloc(2 ** 20, 32) },
        { sizes: { 'word/document.xml': 100 } },
      ),
      reasons: ['too-large'],
    },
    { name: 'bombs/a.txt.gz', bytes: gzipSync(Buffer.alloc(80 * 2 ** 20, 32)), reasons: ['too-large'] },
    { name: 'bombs/c.xml', bytes: Buffer.from(entities), reasons: ['damaged'] },
    { name: 'bombs/d.docx', bytes: makeZip({ 'word/document.xml': entities }), reasons: ['damaged'] },
    {
      name: 'bombs/e.yaml',
      bytes: Buffer.from(
        `a: &a [1,1,1,1,1,1,1,1,1]\n${[...'bcdefgh'].map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[at]}`).join()}]`).join('\n')}`,
      ),
      reasons: ['damaged'],
    },
    { name: 'old/letter.doc', bytes: makeLockedOffice().subarray(0, 512), reasons: ['kind', 'protected'] },
    { name: 'old/letter.pages', bytes: makeZip({ 'Index/Document.iwa': 'x' }), reasons: ['kind'] },
    { name: 'packed/all.zip', bytes: makeZip({ 'a.txt': 'The words.' }), reasons: ['kind'] },
    { name: 'pictures/named.txt', bytes: picture, reasons: ['kind'] },
    {
      name: 'pictures/noise.txt',
      bytes: Buffer.from(Array.from({ length: 4000 }, (_, at) => (at * at * 31 + at * 7) % 251)),
      reasons: ['encoding'],
    },
  ];
}

const reasonsOfDamage = ['damaged', 'empty', 'encoding'];

/**
 * A folder of more than eighty files: every kind that is read, each also cut off in its middle; every encoding; names
 * in six scripts; passwords, scans, bombs. A damaged file is read as far as it goes (`question` as for the whole one) or
 * gives a reason.
 */
export function makeLibrary(): { files: LibraryFile[]; damaged: (LibraryFile & { reasons: string[] })[] } {
  const files = [
    ...whole(),
    ...tongues.map(
      ([encoding, question, quote]): LibraryFile => ({
        name: `tongues/${encoding}.txt`,
        bytes: encodeText(`${quote}\n`, encoding),
        question,
        quote,
      }),
    ),
    ...scripts.map(
      ([name, boiler]): LibraryFile => ({
        name,
        bytes: Buffer.from(`The ${boiler} boiler is 80 °C hot.`),
        question: `How hot is the ${boiler} boiler?`,
        quote: `The ${boiler} boiler is 80 °C hot.`,
      }),
    ),
    ...unread(),
  ];
  const damaged = whole().map(({ name, bytes }) => ({
    name: `damaged/${name.replaceAll('/', '-')}`,
    bytes: bytes.subarray(0, Math.floor(bytes.length * 0.6)),
    reasons: reasonsOfDamage,
  }));
  return { files, damaged };
}
