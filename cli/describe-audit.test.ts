import { expect, test } from 'vitest';
import { describeAudit } from './describe-audit.ts';

test('says how many claims were checked and what was changed, and nothing of what there was none of', () => {
  const removed = { text_id: 'answer', what: 'removed', why: 'w', before: 'b', after: null } as const;
  const audit = { written: 5, published: { finding: 4 }, verdicts: { supported: 3, partly: 1 }, entries: [] };
  expect(describeAudit({ ...audit, entries: [removed, { ...removed, what: 'taken-off' }] })).toEqual([
    'Claims   4 claims checked: 3 supported, 1 partly',
    'Changed  1 removed, 1 taken off before publishing',
  ]);
  expect(describeAudit({ ...audit, verdicts: {} })).toEqual([]);
});
