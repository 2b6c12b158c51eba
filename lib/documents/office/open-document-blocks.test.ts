import { expect, test } from 'vitest';
import { makeZip } from '#lib/testing/make-files/make-zip.ts';
import { readFile } from '../read-file.ts';

test('a paragraph in the style of a heading is one, also where its style is made from that', async () => {
  const style = (name: string, parent: string) =>
    `<style:style style:name="${name}" style:family="paragraph" style:parent-style-name="${parent}"/>`;
  const p = (name: string, words: string) => `<text:p text:style-name="${name}">${words}</text:p>`;
  const bytes = makeZip({
    mimetype: 'application/vnd.oasis.opendocument.text',
    'content.xml': `<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:text="t" xmlns:style="s"><office:automatic-styles>${style('P1', 'Heading_20_1')}${style('P2', 'Text_20_body')}</office:automatic-styles><office:body><office:text>${p('P1', 'Report')}${p('P2', 'The words.')}${p('Title', 'Name')}${p('Heading_20_3', 'Below')}${p('P9', 'More.')}</office:text></office:body></office:document-content>`,
  });
  const page = await readFile({ path: 'a.odt', base64: bytes.toString('base64'), contentType: '' });
  expect('text' in page && page.text).toBe('# Report\n\nThe words.\n\n# Name\n\n### Below\n\nMore.\n');
});
