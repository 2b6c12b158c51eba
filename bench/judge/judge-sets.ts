import { readFileSync } from 'node:fs';
import path from 'node:path';
import { splitClaims } from '#lib/research/split-claims.ts';

/** A text and what it is held against; `kinds` say how it was falsified. */
export type JudgedText = { claims: string[]; source: string; supported: boolean; kinds: string[] };
/** A set of texts: `fit` may be learned from, `check` is what figures are told of. What we wrote ourselves is easier. */
export type JudgeSet = { name: string; isOurs: boolean; fit: JudgedText[]; check: JudgedText[] };

type Wice = { part: string; claim: string; label: string; source_sentences: string[] };
type SummEdit = { id: string; document: string; summary: string; label: string; edit_types: string[] };
type Page = {
  half: string;
  language: string;
  page: string;
  true: string[];
  false: [kind: string, claim: string][];
};

/** Pages that we wrote, of documentations and of many kinds, in nine languages, with true and falsified claims of ours. */
const ownClaims = path.join(import.meta.dirname, '../data/judge-claims.jsonl');
const documentationClaims = path.join(import.meta.dirname, '../data/documentation-claims.jsonl');
const mixedClaims = path.join(import.meta.dirname, '../data/mixed-claims.jsonl');
const everydayClaims = path.join(import.meta.dirname, '../data/everyday-claims.jsonl');
const formAndRoleClaims = path.join(import.meta.dirname, '../data/form-and-role-claims.jsonl');

/** The sets in a folder of data (WiCE, SummEdits) and our own five. */
export function readJudgeSets(data: string): JudgeSet[] {
  return [
    parted(
      { name: 'WiCE' },
      readLines<Wice>(path.join(data, 'wice-dev.jsonl')),
      readWice,
      ({ part }) => part === 'tune',
    ),
    parted(
      { name: 'SummEdits' },
      readLines<SummEdit>(path.join(data, 'summedits-evaluation.jsonl')),
      readSummEdit,
      ({ document }) => isEven(document),
    ),
    parted(
      { name: 'own pages', isOurs: true },
      readLines<Page>(ownClaims),
      readPage,
      ({ half }) => half === 'seen',
    ),
    parted(
      { name: 'documentation', isOurs: true },
      readLines<Page>(documentationClaims),
      readPage,
      ({ half }) => half === 'seen',
    ),
    parted(
      { name: 'mixed texts', isOurs: true },
      readLines<Page>(mixedClaims),
      readPage,
      ({ half }) => half === 'seen',
    ),
    parted(
      { name: 'everyday texts', isOurs: true },
      readLines<Page>(everydayClaims),
      readPage,
      ({ half }) => half === 'seen',
    ),
    parted(
      { name: 'forms and roles', isOurs: true },
      readLines<Page>(formAndRoleClaims),
      readPage,
      ({ half }) => half === 'seen',
    ),
  ];
}

function parted<Row>(
  { name, isOurs = false }: { name: string; isOurs?: boolean },
  rows: Row[],
  read: (row: Row) => JudgedText[],
  isFit: (row: Row) => boolean,
): JudgeSet {
  return {
    name,
    isOurs,
    fit: rows.filter(isFit).flatMap(read),
    check: rows.filter((row) => !isFit(row)).flatMap(read),
  };
}

const readWice = ({ claim, label, source_sentences }: Wice): JudgedText[] => [
  { claims: [claim], source: source_sentences.join('\n'), supported: label === 'supported', kinds: [label] },
];

const readSummEdit = ({ document, summary, label, edit_types }: SummEdit): JudgedText[] => [
  {
    claims: splitClaims(summary).flatMap(({ kind, text }) => (kind === 'finding' ? [text] : [])),
    source: document,
    supported: label === 'consistent',
    kinds: edit_types,
  },
];

function readPage(row: Page): JudgedText[] {
  const text = (claim: string, kinds: string[]): JudgedText => ({
    claims: [claim],
    source: row.page,
    supported: kinds.length === 0,
    kinds,
  });
  return [
    ...row.true.map((claim) => text(claim, [])),
    ...row.false.map(([kind, claim]) => text(claim, [kind])),
  ];
}

/** Halves that no page stands in both of, the same on every machine. */
const isEven = (text: string) =>
  [...text].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003, 7) % 2 === 0;

const readLines = <Row>(file: string): Row[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
