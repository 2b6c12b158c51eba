import { expect, test } from 'vitest';
import { lastLine } from './last-line.ts';

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
])('%#: the line that says why is found', (words, line) => {
  expect(lastLine(words)).toBe(line);
});
