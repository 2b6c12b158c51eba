import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { prepare } from './prepare-worker.ts';
import { isUnread } from './unread.ts';

const root = mkdtempSync(path.join(os.tmpdir(), 'tell-apart-'));
afterAll(() => rmSync(root, { recursive: true }));

const parts = ['Install', 'Update', 'Remove', 'Repair', 'Report'];
const page = (title: string, body: string) =>
  `<html><head><title>${title}</title></head><body><main>${body}</main></body></html>`;

beforeAll(() => {
  for (const name of parts) {
    writeFileSync(
      path.join(root, `${name}.html`),
      page('Pump Help', `<h2>Pump\n <b>Manual</b></h2><h3>${name} it</h3><p>Do ${name}.</p>`),
    );
    writeFileSync(
      path.join(root, `${name}.md`),
      `<h1 align="center">Pump</h1>\n\n## ${name}\n\nDo ${name}.\n`,
    );
    writeFileSync(path.join(root, `${name}.htm`), page(`${name} - Pump`, `<h1>Other</h1><p>Do ${name}.</p>`));
  }
  writeFileSync(path.join(root, 'bare_page.html'), page('Pump Help', '<p>Words alone.</p>'));
});

async function titleOf(name: string): Promise<string> {
  const file = path.join(root, name);
  const prepared = await prepare({ file: { path: file, file, url: `doc://a/${name}` }, cpuMs: 60_000 });
  return isUnread(prepared) ? expect.fail(prepared.words) : prepared.title;
}

test.each([
  ['its first heading that the others lack', 'Update.html', 'Update it - Pump Help'],
  ['its first heading below one that all have', 'Update.md', 'Update - Pump'],
  ['its name, where it has no heading', 'bare_page.html', 'bare page - Pump Help'],
  ['its title, where that tells it already', 'Update.htm', 'Update - Pump'],
])('among pages that are called alike a page is called by %s', async (_, name, title) => {
  expect(await titleOf(name)).toBe(title);
});

test('a page that shares its title with two others keeps it', async () => {
  const folder = path.join(root, 'few');
  const { mkdirSync } = await import('node:fs');
  mkdirSync(folder);
  for (const name of ['a', 'b', 'c'])
    writeFileSync(path.join(folder, `${name}.md`), `# Pump\n\n## ${name}x\n\nDo it.\n`);
  expect(await titleOf('few/a.md')).toBe('Pump');
});

test('lines above the first heading that most files beside have there too are left out', async () => {
  const folder = mkdtempSync(path.join(root, 'lead-'));
  for (const name of parts)
    writeFileSync(
      path.join(folder, `${name}.md`),
      `> Read the [index of pages](https://example.org/${name}) first, **all** of it.\n\nOf ${name} alone this is said.\n\n# ${name}\n\n> Read the [index of pages](a) first, all of it.\n`,
    );
  const file = path.join(folder, 'Update.md');
  const prepared = await prepare({ file: { path: file, file, url: 'doc://a/Update.md' }, cpuMs: 60_000 });
  expect(prepared).toMatchObject({
    text: 'Of Update alone this is said.\n\n# Update\n\nRead the index of pages first, all of it.\n',
  });
});
