import { expect, test } from 'vitest';
import { readPasted } from './read-pasted.ts';

const asked = 'How do I ignore duplicates?';
const plain = (text: string) => readPasted(text).replace(/\s+/g, ' ').trim();

test.each([
  [
    `Traceback (most recent call last):\n  File "/home/ada/app/db.py", line 42, in save\n    cur.execute("INSERT", (x,))\n    ~~~~~~~^^^^\nLockError: the file is locked\n${asked}`,
    `LockError: the file is locked. ${asked}`,
  ],
  [
    `TypeError: x is not a function\n    at save (/srv/app/db.js:4:11)\n    at async Promise.all (index 0)\n    at /srv/app/main.js:9:3\n\n${asked}`,
    `TypeError: x is not a function. ${asked}`,
  ],
  [
    `java.io.IOException: disk full\n\tat org.example.Store.save(Store.java:42)\n\t... 12 more\n${asked}`,
    `java.io.IOException: disk full. ${asked}`,
  ],
  [
    `\`\`\`sh\n$ lock push\nerror: locked\n\`\`\`\nWas heißt das?`,
    '$ lock push error: locked. Was heißt das?',
  ],
  ['## Question\nHow do I lock it?', '## Question. How do I lock it?'],
])('what went wrong stays, and the question stands by itself: %#', (text, read) => {
  expect(plain(text)).toBe(read);
});

test.each([
  'One line at a time (as ever)',
  'We keep files in\nSQLite at home (in a folder).\nHow do I lock one?',
])('other words stay as they are: %j', (text) => {
  expect(readPasted(text)).toBe(text);
});

test('hostile text is read in time that grows with its length', () => {
  const startedAt = performance.now();
  for (const piece of ['at (', ' at x:1', 'File "', '^ ~ ', '\n \n', '... 1 '])
    for (const text of [piece.repeat(20_000), `${piece}\n`.repeat(20_000)]) readPasted(text);
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});
