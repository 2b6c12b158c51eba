import { expect, test } from 'vitest';
import { headingPath } from './heading-path.ts';

test.each([
  [
    'csv — Files of rows — Handbook 3',
    ['`csv` — Files of rows', 'Contents'],
    '`csv` — Files of rows › Contents',
  ],
  ['Exceptions | The handbook', ['Exceptions', 'Context'], 'Exceptions › Context'],
  ['pump-start(1)', ['pump-start(1) Manual Page', 'OPTIONS'], 'pump-start(1) Manual Page › OPTIONS'],
  ['37.17. columns', ['37.17. `columns`'], '37.17. columns'],
  ['8.14. JSON Types', ['JSON Types', '8.14.4. Indexing'], '8.14. JSON Types › 8.14.4. Indexing'],
  ['Pumps', ['pumps', 'Start'], 'Pumps › Start'],
  ['Pumps (Handbook (version 3))', ['14.1 Pumps', 'Start'], '14.1 Pumps › Start'],
  ['Pumps (Handbook)', ['Appendix A Pumps', 'Start'], 'Appendix A Pumps › Start'],
  ['55. The pump', ['Chapter 55 - The pump', 'Start'], '55. The pump › Start'],
  ['Pumps (Handbook)', ['24 Pumps', 'Start'], '24 Pumps › Start'],
  ['3. Pumps — Handbook 3', ['3. Pumps', '3.1. Start'], '3. Pumps › 3.1. Start'],
])('%s with %j says nothing twice', (title, heading, path) => {
  expect(headingPath(title, heading).join(' › ')).toBe(path);
});

test.each([
  ['Index', ['Indexes'], 'Index › Indexes'],
  ['Options for the build', ['Options'], 'Options for the build › Options'],
  ['Server-side rendering', ['Server'], 'Server-side rendering › Server'],
  ['Pumps (old)', ['Pump', 'Start'], 'Pumps (old) › Pump › Start'],
  ['', ['Start'], 'Start'],
  ['Page', [], 'Page'],
  ['3 steps', ['5 steps'], '3 steps › 5 steps'],
])('%s with %j keeps what differs', (title, heading, path) => {
  expect(headingPath(title, heading).join(' › ')).toBe(path);
});
