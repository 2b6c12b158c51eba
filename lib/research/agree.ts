import type { Comparison, Winner } from '#lib/schema/comparison.ts';
import type { TextComparison } from './compare-texts.ts';

type Criterion = 'relevance' | 'correctness' | 'completeness';
type Round = { winner: Winner; reason: string };

/** Two comparisons of the same texts, once with `a` first and once with `b` first: what both say counts, else a tie. */
export function agree(
  aFirst: TextComparison,
  bFirst: TextComparison,
): Pick<Comparison, 'winner' | 'reason' | 'criteria' | 'rounds'> {
  const rounds = [
    { first: 'a' as const, ...readRound(aFirst, 'a') },
    { first: 'b' as const, ...readRound(bFirst, 'b') },
  ];
  const criterion = (name: Criterion) => settle(readRound(aFirst[name], 'a'), readRound(bFirst[name], 'b'));
  return {
    ...settle(readRound(aFirst, 'a'), readRound(bFirst, 'b')),
    criteria: {
      relevance: criterion('relevance'),
      correctness: criterion('correctness'),
      completeness: criterion('completeness'),
    },
    rounds,
  };
}

function settle(aFirst: Round, bFirst: Round): Round {
  if (aFirst.winner === bFirst.winner) return aFirst;
  const reason = `The order decided: ${describe(aFirst)} with text A first, ${describe(bFirst)} with text B first.`;
  return { winner: 'tie', reason };
}

const describe = ({ winner }: Round) =>
  winner === 'tie' ? 'neither was better' : `text ${winner.toUpperCase()} was better`;

function readRound(said: { better: 'first' | 'second' | 'tie'; reason: string }, first: 'a' | 'b'): Round {
  const second = first === 'a' ? 'b' : 'a';
  const winner = said.better === 'tie' ? 'tie' : said.better === 'first' ? first : second;
  const reason = said.reason.replace(
    /\btext (1|2)\b/gi,
    (_, place) => `text ${(place === '1' ? first : second).toUpperCase()}`,
  );
  return { winner, reason };
}
