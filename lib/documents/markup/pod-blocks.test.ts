import { expect, test } from 'vitest';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { readFile } from '../read-file.ts';

const read = async (text: string, path = 'pump.pod') => {
  const page = await readFile({ path, text });
  return 'text' in page ? page : expect.fail(page.words);
};

test('commands are headings and lists, what is indented is code, and codes within words go', async () => {
  const source = `#!/usr/bin/perl
my $bar = 4;

=head1 NAME

pump - moves B<water>

=head2 Pressure of a C<pump>

Use C<< $p->bar >> as I<often> as you like, see L<the manual|pump::manual>, L<valve/"Open it">
and L<https://example.org/a>.X<pressure>X<bar> 3 E<lt> 4.

    my $p = pump->new;

      $p->start;

=for comment nothing

=begin html

<b>no</b>

=end html

=over

=item *

One

=item * Two
words

=back

=over 4

=item 1.

First

=item 2

Second

=back

=cut

print 1;
`;
  expect(await read(source)).toMatchObject({
    title: 'pump - moves water',
    text: `# NAME

pump - moves water

## Pressure of a \`pump\`

Use \`$p->bar\` as often as you like, see the manual, Open it in valve and https://example.org/a. 3 < 4.

\`\`\`
my $p = pump->new;

  $p->start;
\`\`\`

- One
- Two words

1. First
2. Second
`,
  });
});

test('items that name something are entries, terms of one meaning together; long ones are sections of their own', async () => {
  const item = (name: string, words: string) => `=item ${name}\n\n${words}\n\n`;
  const short = `=head1 OPTIONS\n\n=over\n\n=item -v\n\n${item('--verbose', 'Says more.')}${item('-q', 'Says less.')}=back\n`;
  expect((await read(short)).text).toBe('# OPTIONS\n\n- -v, --verbose\n  Says more.\n- -q\n  Says less.\n');
  const long = `=head1 FUNCTIONS\n\n=over\n\n${item('start NAME', 'Starts.\n\n    start $p;\n\nIt takes 5 s.')}${item('stop', 'Stops.')}=back\n\n=head1 SEE ALSO\n\nvalve\n`;
  expect((await read(long)).text).toBe(
    '# FUNCTIONS\n\n## start NAME\n\nStarts.\n\n```\nstart $p;\n```\n\nIt takes 5 s.\n\n## stop\n\nStops.\n\n# SEE ALSO\n\nvalve\n',
  );
});

test('a module is read for its documentation, and one without as code', async () => {
  expect((await read('package Pump;\n\n=pod\n\nA pump.\n\n=cut\n\n1;\n', 'Pump.pm')).text).toBe('A pump.\n');
  expect((await read('package Pump;\nsub start { 1 }\n', 'Pump.pm')).text).toContain('sub start { 1 }');
});

test.each([
  ['codes that never close', 'B<'.repeat(100_000)],
  ['signs that close nothing', '>'.repeat(200_000)],
  ['lists within lists', '=over\n\n=item x\n\n'.repeat(20_000)],
  ['wide codes', 'C<<<< '.repeat(50_000)],
  ['more lines of code than a call takes arguments', ' x\n'.repeat(150_000)],
])('hostile text is read in a moment: %s', async (_, text) => {
  const stopwatch = startStopwatch();
  expect((await read(`=pod\n\n${text}`)).text.length).toBeGreaterThan(0);
  expect(stopwatch.ms()).toBeLessThan(5000);
});
