import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { relevance } from './relevance.ts';

/** Rows of two lists in which what is near in meaning answers, and what lacks a name does not. */
const rows = Array.from({ length: 200 }, (_, at) => {
  const near = (at % 20) / 20;
  const absent = at % 3 === 0 ? 1 : 0;
  return { list: at % 2 ? 'one' : 'two', gold: near - absent / 4 > 0.4, signs: { near, absent, parts: 1 } };
});

test('weights are fitted on the rows, and each list is told apart by what was fitted on the others', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rows-'));
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    writeFileSync(path.join(folder, 'rows'), rows.map((row) => JSON.stringify(row)).join('\n'));
    await relevance({ rows: path.join(folder, 'rows') });
    const said = write.mock.calls.join('');
    const [, near, absent] = /near: (-?[\d.]+), absent: (-?[\d.]+)/.exec(said) ?? [];
    expect(Number(near)).toBeGreaterThan(1);
    expect(Number(absent)).toBeLessThan(0);
    expect(said).toMatch(/one left out: AUC (?:1\.00|0\.9\d)/);
  } finally {
    write.mockRestore();
    rmSync(folder, { recursive: true });
  }
  await expect(relevance({})).rejects.toThrow('--rows FILE');
});
