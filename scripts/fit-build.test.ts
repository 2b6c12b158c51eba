import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { builtPath, fitBuild, fitText } from './fit-build.ts';

describe('a file of a build', () => {
  test.each([
    [
      'links and names of files',
      `"${builtPath}/_next/a.js","${builtPath}"`,
      '"/deep/x/_next/a.js","/deep/x"',
    ],
    ['a pattern in JSON', `"^\\\\${builtPath}(?:\\\\/a)"`, '"^\\\\/deep\\\\/x(?:\\\\/a)"'],
  ])('has its public path in %s', (_, built, fitted) => {
    expect(fitText(built, { name: 'a.js', publicPath: '/deep/x' })).toBe(fitted);
  });

  test('has no path where there is none, and does not send the root to itself', () => {
    expect(fitText(`"${builtPath}/_next/a.js"`, { name: 'a.js', publicPath: '' })).toBe('"/_next/a.js"');
    const redirects = [
      { source: `${builtPath}/`, destination: builtPath },
      { source: '/:path+/', destination: '/:path+' },
    ];
    const manifest = JSON.stringify({ basePath: builtPath, redirects });
    const of = (publicPath: string) =>
      JSON.parse(fitText(manifest, { name: 'routes-manifest.json', publicPath }));
    expect(of('')).toEqual({ basePath: '', redirects: [redirects[1]] });
    expect(of('/deep').redirects).toHaveLength(2);
  });

  test('a dot of the path is a dot in a pattern', () => {
    expect(fitText(`\\${builtPath}$`, { name: 'a.js', publicPath: '/v1.5' })).toBe('\\/v1\\.5$');
  });
});

describe('a build', () => {
  let root: string;
  const at = (...parts: string[]) => path.join(root, ...parts);
  const read = (...parts: string[]) => readFileSync(at(...parts), 'utf8');

  beforeEach(() => {
    root = mkdtempSync(path.join(os.tmpdir(), 'intentui-fit-'));
    mkdirSync(at('.next/server/chunks'), { recursive: true });
    mkdirSync(at('.next/cache'));
    mkdirSync(at('node_modules/pg'), { recursive: true });
    mkdirSync(at('.next/node_modules'));
    symlinkSync('../../node_modules/pg', at('.next/node_modules/pg-1'));
    writeFileSync(at('node_modules/pg/name'), 'pg');
    writeFileSync(at('.next/BUILD_ID'), 'one');
    writeFileSync(at('.next/cache/large'), 'x');
    writeFileSync(at('.next/server/page.js'), `"${builtPath}/chat"`);
    writeFileSync(at('.next/server/other.js'), '1');
    writeFileSync(at('.next/server/chunks/[turbopack]_runtime.js'), 'var RELATIVE_ROOT_PATH = "..";');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  test('is copied once for a path: what differs is written, the rest shared, what links lead to is found', () => {
    const folder = fitBuild({ root, publicPath: '/deep/x' });
    expect(folder).toBe('.next/at/deep+x');
    expect(read(folder, 'server/page.js')).toBe('"/deep/x/chat"');
    expect(statSync(at(folder, 'server/other.js')).ino).toBe(statSync(at('.next/server/other.js')).ino);
    expect(read(folder, 'node_modules/pg-1/name')).toBe('pg');
    expect(read(folder, 'server/chunks/[turbopack]_runtime.js')).toContain('"../../.."');
    expect(() => read(folder, 'cache/large')).toThrow();
    expect(read('.next/server/page.js')).toContain(builtPath);

    writeFileSync(at(folder, 'server/page.js'), 'as it was');
    fitBuild({ root, publicPath: '/deep/x' });
    expect(read(folder, 'server/page.js')).toBe('as it was');
    writeFileSync(at('.next/BUILD_ID'), 'two');
    fitBuild({ root, publicPath: '/deep/x' });
    expect(read(folder, 'server/page.js')).toBe('"/deep/x/chat"');
  });

  test('serves several paths at once', () => {
    const folders = ['', '/deep'].map((publicPath) => fitBuild({ root, publicPath }));
    expect(folders.map((folder) => read(folder, 'server/page.js'))).toEqual(['"/chat"', '"/deep/chat"']);
  });
});
