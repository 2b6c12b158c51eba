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

test('a paragraph that is bold as a whole, by its style, one above it or its spans, is a heading of what follows', async () => {
  const bold = '<style:text-properties fo:font-weight="bold"/>';
  const style = (family: string, name: string, parent: string, inside = '') =>
    `<style:style style:name="${name}" style:family="${family}" style:parent-style-name="${parent}">${inside}</style:style>`;
  const p = (name: string, words: string) => `<text:p text:style-name="${name}">${words}</text:p>`;
  const span = (words: string) => `<text:span text:style-name="T1">${words}</text:span>`;
  const bytes = makeZip({
    mimetype: 'application/vnd.oasis.opendocument.text',
    'content.xml': `<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:text="t" xmlns:style="s" xmlns:fo="f"><office:automatic-styles>${style('paragraph', 'P1', 'Term')}${style('text', 'T1', '', bold)}</office:automatic-styles><office:body><office:text>${p('P1', 'No ferry')}${p('P9', '')}${p('P9', 'Ring the bell.')}${p('P9', span('Nobody') + span(' comes'))}${p('P9', `Walk ${span('round')} the lake.`)}</office:text></office:body></office:document-content>`,
    'styles.xml': `<?xml version="1.0"?><office:document-styles xmlns:office="o" xmlns:style="s" xmlns:fo="f"><office:styles>${style('paragraph', 'Term', '', bold)}</office:styles></office:document-styles>`,
  });
  const page = await readFile({ path: 'a.odt', base64: bytes.toString('base64'), contentType: '' });
  expect('text' in page && page.text).toBe(
    '# No ferry\n\nRing the bell.\n\n# Nobody comes\n\nWalk round the lake.\n',
  );
});
