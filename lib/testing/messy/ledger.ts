import type { Statement } from '../scripted-web/statement.ts';

/** What an invented sentence gets wrong. All but `plausible` can be seen by comparing it with its quote. */
export const inventedKinds = [
  'number',
  'date',
  'unit',
  'name',
  'negation',
  'quantifier',
  'role',
  'plausible',
] as const;
export type InventedKind = (typeof inventedKinds)[number];

/** A sentence that the writer wrote, without marks: what it states, and what is wrong with it if anything is. */
export type LedgerEntry = {
  text: string;
  language: string;
  statements: Statement[];
  invented: InventedKind | null;
};

/** What a messy writer knows of its own sentences, which nobody else does. */
export function createLedger() {
  const entries = new Map<string, LedgerEntry>();
  return {
    add(entry: LedgerEntry): void {
      entries.set(plain(entry.text), entry);
    },
    find: (text: string): LedgerEntry | undefined => entries.get(plain(text)),
    entries: (): LedgerEntry[] => [...entries.values()],
  };
}
export type Ledger = ReturnType<typeof createLedger>;

/** The words of a sentence without marks, emphasis and full stop. */
export const plain = (text: string): string =>
  text
    .replace(/\[\d+\]\(#[a-z]+-\d+\)/g, '')
    .replace(/^\s*(?:[-*+>]|\d{1,3}[.)])\s+/, '')
    .replace(/[*_`|]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/[.。।]\s*$/, '')
    .trim()
    .toLowerCase();
