import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { commandFault, lastLine } from './open-server.ts';

const crash = `starting
node:internal/modules/cjs/loader:1386
  throw err;
  ^

Error: Cannot find module '/opt/server.js'
    at Function._resolveFilename (node:internal/modules/cjs/loader:1383:15)
    at node:internal/main/run_main_module:33:47 {
  code: 'MODULE_NOT_FOUND',
  requireStack: []
}

Node.js v24.21.0
`;

test.each([
  [crash, "Error: Cannot find module '/opt/server.js'"],
  ['TypeError: no\n    at main (x.js:1:1)\n\nNode.js v24.21.0', 'TypeError: no'],
  ['Listening\nno such place\n', 'no such place'],
  ['stopped\n    at x.js:1:1\n\nNode.js v24.21.0\n', 'stopped'],
  ['\n', ''],
  [
    'npm error code SELF_SIGNED_CERT_IN_CHAIN\nnpm error errno SELF_SIGNED_CERT_IN_CHAIN\nnpm error request to https://registry.example/x failed, reason: self-signed certificate\nnpm error A complete log of this run can be found in: /home/ada/.npm/_logs/1.log\n',
    'npm error SELF_SIGNED_CERT_IN_CHAIN: request to https://registry.example/x failed, reason: self-signed certificate',
  ],
  [
    'npm ERR! code E404\nnpm ERR! 404 Not Found - GET https://registry.example/x',
    'npm error E404: 404 Not Found - GET https://registry.example/x',
  ],
  ['npm error code E407\n', 'npm error E407'],
])('%#: the line that says why is found', (words, line) => {
  expect(lastLine(words)).toBe(line);
});

const folder = mkdtempSync(path.join(os.tmpdir(), 'intentui-commands-'));
writeFileSync(path.join(folder, 'locked'), '#!/bin/sh\n');
chmodSync(path.join(folder, 'locked'), 0o600);
afterAll(() => rmSync(folder, { recursive: true }));

const program = (command: string, env = {}) => ({
  by: 'stdio' as const,
  command,
  args: [],
  env,
  cwd: os.tmpdir(),
});
// As where PATH holds a folder that the user may not enter.
const searchPath = `/nowhere/at/all:${folder}`;

test('a command that is nowhere was not found, whether the system says ENOENT or EACCES', () => {
  for (const code of ['ENOENT', 'EACCES']) {
    expect(commandFault(code, program('no-such-program'), searchPath)).toBe('the command was not found');
    expect(commandFault(code, program('./no-such-program'), searchPath)).toBe('the command was not found');
  }
});

test('a command that is there and may not be run is told apart, by the PATH that it was looked for in', () => {
  const refused = 'this user may not run the command';
  expect(commandFault('EACCES', program('locked'), searchPath)).toBe(refused);
  expect(commandFault('EACCES', program(path.join(folder, 'locked')), '')).toBe(refused);
  expect(commandFault('EACCES', program('locked', { PATH: folder }), '/nowhere')).toBe(refused);
  expect(commandFault('EACCES', program('locked', { PATH: '/nowhere' }), folder)).toBe(
    'the command was not found',
  );
});

test('any other fault of a start is not the command', () => {
  expect(commandFault('EMFILE', program('locked'), searchPath)).toBe(null);
  expect(commandFault(undefined, program('locked'), searchPath)).toBe(null);
});
