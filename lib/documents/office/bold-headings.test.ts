import { expect, test } from 'vitest';
import { makeDocx } from '#lib/testing/make-files/make-office.ts';
import { readFile } from '../read-file.ts';

async function read(paragraphs: Parameters<typeof makeDocx>[0]['paragraphs'] & object): Promise<string> {
  const bytes = makeDocx({ title: 'Ferry', words: 'The ferry runs daily.', paragraphs });
  const page = await readFile({ path: 'a.docx', base64: bytes.toString('base64'), contentType: '' });
  return 'text' in page ? page.text : JSON.stringify(page);
}

test('a short paragraph of a Word document that is bold as a whole is a heading of the text below it', async () => {
  const text = await read([
    { words: 'The ferry does not come', bold: 'runs' },
    { words: 'Ring the bell at the quay.' },
    { words: 'Nobody answers the bell!', bold: 'style' },
    { words: 'Walk round the lake.' },
  ]);
  expect(text).toContain(
    '\n## The ferry does not come\n\nRing the bell at the quay.\n\n## Nobody answers the bell!\n\nWalk round the lake.\n',
  );
});

test('bold words are no heading that have nothing below them, run on, lead to what follows or are not bold after all', async () => {
  const text = await read([
    { words: 'You need:', bold: 'runs' },
    { words: 'Two coins.' },
    { words: 'A whole paragraph in bold letters that ends as sentences do.', bold: 'runs' },
    { words: 'It is read as it stands.' },
    { words: 'Plain again', bold: 'style, not its runs' },
    { words: 'As the run says.' },
    { words: 'The harbour office', bold: 'runs' },
    { words: 'Quay 4', bold: 'runs' },
  ]);
  expect(text.match(/^#.*$/gm)).toEqual(['# Ferry']);
});
