import type { CallKey, CallRecord, CallStore } from '#lib/models/call-store.ts';

/** A ledger in memory that keeps rows as a database would: as JSON. */
export function createMemoryStore(): CallStore & { rows: CallRecord[] } {
  const rows: CallRecord[] = [];
  const keyOf = ({ step, call, inputHash }: CallKey) => `${step} ${call} ${inputHash}`;
  const answered = (key: CallKey) =>
    rows.find((row) => row.outcome === 'answered' && keyOf(row) === keyOf(key));
  return {
    rows,
    async find(key) {
      const row = answered(key);
      return row ? structuredClone(row.answer) : null;
    },
    async save(row) {
      rows.push({ ...row, answer: JSON.parse(JSON.stringify(row.answer)) });
    },
    async discard(key) {
      const row = answered(key);
      if (row) Object.assign(row, { outcome: 'unusable' });
    },
  };
}
