/** Twelve facts, each of its own quote; the words are true and say what the quote of the same number says. */
export const facts = [
  'The cache lives for 15 minutes.',
  'It holds at most 50 MB.',
  'A page is read once per job.',
  'The worker restarts after 3 failures.',
  'Version 16.4.5 needs Node.js 22.',
  'Dr. Smith measured 3.5 bar in 2019.',
  'The fee rose from 5 to 7 euros.',
  'No key is needed for local models.',
  'Requests wait 1.5 s before a retry.',
  'The log keeps 30 days of events.',
  'Two teams share one database.',
  'The relay closes at 80 °C.',
] as const;

type Style = { name: string; write: () => string };

const bare = (fact: string) => fact.slice(0, -1);
/** Three sections of four sentences, each sentence written by `sentence`. */
const prose = (sentence: (fact: string, number: number) => string, joiner = ' ') =>
  [0, 4, 8]
    .map(
      (from) =>
        `## Part ${from / 4 + 1}\n\n${facts
          .slice(from, from + 4)
          .map((fact, at) => sentence(fact, from + at + 1))
          .join(joiner)}`,
    )
    .join('\n\n');
/** The same with all marks of a section in one place. */
const grouped = (write: (facts: readonly string[], numbers: number[]) => string) =>
  [0, 4, 8]
    .map(
      (from) =>
        `## Part ${from / 4 + 1}\n\n${write(
          facts.slice(from, from + 4),
          [1, 2, 3, 4].map((one) => from + one),
        )}`,
    )
    .join('\n\n');
const after = (mark: (number: number) => string) => prose((fact, number) => `${fact}${mark(number)}`);
const raised = (number: number) => [...String(number)].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('');
const indic = (number: number) => [...String(number)].map((digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)]).join('');
const list = (items: readonly string[]) => items.map((item) => `- ${item}`).join('\n');
const good = () => after((number) => `[q${number}]`);

/** The ways in which models write and mark the same twelve facts. */
export const writerStyles: readonly Style[] = [
  { name: '[q3] after the full stop', write: good },
  { name: '[q3] with a blank after it', write: () => after((number) => ` [q${number}]`) },
  { name: '[q3] before the full stop', write: () => prose((fact, number) => `${bare(fact)} [q${number}].`) },
  { name: '[3]', write: () => after((number) => `[${number}]`) },
  { name: '[3] before the full stop', write: () => prose((fact, number) => `${bare(fact)} [${number}].`) },
  {
    name: '[3] attached before the full stop',
    write: () => prose((fact, number) => `${bare(fact)}[${number}].`),
  },
  { name: '【q3】', write: () => after((number) => `【q${number}】`) },
  { name: '【3†source】', write: () => after((number) => `【${number}†source】`) },
  { name: '(q3)', write: () => prose((fact, number) => `${bare(fact)} (q${number}).`) },
  { name: '[^q3]', write: () => after((number) => `[^q${number}]`) },
  {
    name: '[^3] with definitions',
    write: () =>
      `${after((number) => `[^${number}]`)}\n\n${facts.map((fact, at) => `[^${at + 1}]: Quote ${at + 1}: ${fact}`).join('\n')}`,
  },
  { name: '[q3](https://…)', write: () => after((number) => `[q${number}](https://example.com/${number})`) },
  { name: '[3](https://…)', write: () => after((number) => ` [${number}](https://example.com/${number})`) },
  { name: '³', write: () => after(raised) },
  { name: '<sup>3</sup>', write: () => after((number) => `<sup>${number}</sup>`) },
  { name: '<sup>[q3]</sup>', write: () => after((number) => `<sup>[q${number}]</sup>`) },
  { name: '[Quote 3]', write: () => after((number) => ` [Quote ${number}]`) },
  { name: '(Source: q3)', write: () => prose((fact, number) => `${bare(fact)} (Source: q${number}).`) },
  { name: '［q3］', write: () => after((number) => `［q${number}］`) },
  { name: '（q3）', write: () => after((number) => `（q${number}）`) },
  { name: '[٣]', write: () => after((number) => ` [${indic(number)}]`) },
  { name: '**[q3]**', write: () => after((number) => ` **[q${number}]**`) },
  { name: '`[q3]`', write: () => after((number) => ` \`[q${number}]\``) },
  { name: '\\[q3\\]', write: () => after((number) => ` \\[q${number}\\]`) },
  { name: 'bare q3', write: () => after((number) => ` q${number}`) },
  { name: '([q3])', write: () => prose((fact, number) => `${bare(fact)} ([q${number}]).`) },
  { name: '[[3]](https://…)', write: () => after((number) => ` [[${number}]](https://example.com)`) },
  {
    name: 'ranges at the end of the paragraph',
    write: () => grouped((of, [first, , , last]) => `${of.join(' ')} [q${first}-q${last}]`),
  },
  {
    name: 'a run at the end of the paragraph',
    write: () => grouped((of, numbers) => `${of.join(' ')}${numbers.map((one) => `[q${one}]`).join('')}`),
  },
  {
    name: 'a list of numbers at the end',
    write: () => grouped((of, numbers) => `${of.join(' ')} [${numbers.join(', ')}]`),
  },
  {
    name: '"and" between the numbers',
    write: () =>
      grouped((of, numbers) => `${of.join(' ')} [q${numbers.slice(0, 3).join(', q')} and q${numbers[3]}]`),
  },
  {
    name: 'a line of sources below',
    write: () =>
      grouped((of, numbers) => `${of.join(' ')}\n\nSources: ${numbers.map((one) => `[q${one}]`).join(', ')}`),
  },
  {
    name: 'bullets, each with its mark',
    write: () =>
      grouped(
        (of, [first = 0]) =>
          `It has four merits:\n\n${list(of.map((fact, at) => `${fact} [q${first + at}]`))}`,
      ),
  },
  {
    name: 'bullets, marks on the last',
    write: () => grouped((of, [first, , , last]) => `${list(of)} [q${first}–q${last}]`),
  },
  {
    name: 'bullets under a bold parent',
    write: () =>
      grouped(
        (of, numbers) => `- **Group**\n${of.map((fact, at) => `  - ${fact}[q${numbers[at]}]`).join('\n')}`,
      ),
  },
  {
    name: 'bullets, marks on the lead-in',
    write: () => grouped((of, numbers) => `It has four merits [q${numbers.join(', q')}]:\n\n${list(of)}`),
  },
  {
    name: 'bullets that begin with their mark',
    write: () => grouped((of, [first = 0]) => list(of.map((fact, at) => `[q${first + at}] ${fact}`))),
  },
  {
    name: 'numbered steps',
    write: () =>
      grouped((of, [first = 0]) =>
        of.map((fact, at) => `${at + 1}. **Step**: ${fact} [${first + at}]`).join('\n'),
      ),
  },
  {
    name: 'a table, a mark a row',
    write: () =>
      grouped(
        (of, [first = 0]) =>
          `| Fact | Source |\n| --- | --- |\n${of.map((fact, at) => `| ${fact} | [q${first + at}] |`).join('\n')}`,
      ),
  },
  {
    name: 'a table, marks below',
    write: () =>
      grouped(
        (of, numbers) =>
          `| Fact | Kind |\n|---|---|\n${of.map((fact) => `| ${fact} | a |`).join('\n')}\n\n[q${numbers.join('][q')}]`,
      ),
  },
  { name: 'in a fence', write: () => `\`\`\`markdown\n${good()}\n\`\`\`` },
  {
    name: 'in a bare fence with a preamble',
    write: () =>
      `Sure! Here is the report:\n\n\`\`\`\n${good()}\n\`\`\`\n\nLet me know if you have any questions!`,
  },
  {
    name: 'with a preamble and a goodbye',
    write: () =>
      `Certainly! Below is the report you asked for.\n\n---\n\n${good()}\n\nI hope this helps! Let me know if you need more details.`,
  },
  {
    name: 'after <think>…</think>',
    write: () => `<think>\nLet me see: [q1] says so.\n</think>\n\n${good()}`,
  },
  { name: 'after </think> alone', write: () => `I have to cite [q4] first. Fine.\n</think>\n\n${good()}` },
  {
    name: 'with a list of sources',
    write: () =>
      `${after((number) => `[${number}]`)}\n\n## References\n\n${facts.map((_, at) => `[${at + 1}] Handbook, https://example.com/${at + 1}`).join('\n')}`,
  },
  {
    name: 'in a blockquote',
    write: () =>
      grouped((of, [first = 0]) => of.map((fact, at) => `> ${fact} [q${first + at}]`).join('\n>\n')),
  },
  {
    name: 'a line each, mark on the next',
    write: () => prose((fact, number) => `${fact}\n[q${number}]`, '\n\n'),
  },
  { name: 'with blanks after the last mark', write: () => `${good()} \n \n` },
  { name: 'in Windows line ends', write: () => good().replaceAll('\n', '\r\n') },
];
