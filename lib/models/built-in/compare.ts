import { z } from 'zod';
import { checkAgainstQuotes } from '#lib/research/check-claim/check-against-quotes.ts';
import { Quote } from '#lib/schema/quote.ts';
import { Sentence } from '#lib/schema/report.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import { defineTask } from './task.ts';

const Side = z.object({ text: z.string(), sentences: z.array(Sentence) });
const Input = z.object({
  question: z.string().nullable(),
  first: Side,
  second: Side,
  quotes: z.array(Quote),
});
type Side = z.infer<typeof Side>;
type Input = z.infer<typeof Input>;
type Preference = { better: 'first' | 'second' | 'tie'; reason: string };

/**
 * Compares two texts by code: the question's words that each takes up, the share of its claims that stand in the
 * quotes, and how many do. What it has nothing to go by for is a tie. The order of the texts makes no difference.
 */
export const compare = defineTask({
  name: 'compare',
  input: Input,
  answer: (input) => {
    const criteria = {
      relevance: compareRelevance(input),
      correctness: compareCorrectness(input),
      completeness: compareCompleteness(input),
    };
    return JSON.stringify({ ...criteria, ...weigh(criteria) });
  },
});

/** Correctness decides; where it does not, relevance, then completeness. */
function weigh(criteria: Record<'relevance' | 'correctness' | 'completeness', Preference>): Preference {
  const order = [criteria.correctness, criteria.relevance, criteria.completeness];
  return (
    order.find(({ better }) => better !== 'tie') ?? {
      better: 'tie',
      reason: 'Words, numbers and sources speak for neither.',
    }
  );
}

function compareRelevance({ question, first, second }: Input): Preference {
  const asked = [...new Set(tokenize(question ?? ''))];
  if (asked.length === 0)
    return tie('No question was given, so it cannot be told which text answers it better.');
  const [one, two] = [first, second].map(({ text }) => {
    const words = new Set(tokenize(text));
    return asked.filter((word) => words.has(word)).length / asked.length;
  }) as [number, number];
  return prefer([one, two], {
    least: 0.1,
    say: (most, less) =>
      `It takes up ${percent(most)} of the question's telling words, the other ${percent(less)}.`,
    same: `Both take up about as much of the question's words (${percent(one)} and ${percent(two)}).`,
  });
}

function compareCorrectness(input: Input): Preference {
  if (input.quotes.length === 0)
    return tie('There is no source to check them by, so it cannot be told which one is right.');
  const [one, two] = sides(input).map(({ held, claims }) => held / Math.max(claims, 1)) as [number, number];
  return prefer([one, two], {
    least: 0.1,
    say: (most, less) =>
      `${percent(most)} of its claims stand in the sources, and ${percent(less)} of the other's.`,
    same: `About the same share of their claims stands in the sources (${percent(one)} and ${percent(two)}).`,
  });
}

function compareCompleteness(input: Input): Preference {
  if (input.quotes.length === 0)
    return tie(
      'There is no source to tell what should be said, so it cannot be told which one says more of it.',
    );
  const [one, two] = sides(input).map(({ used }) => used) as [number, number];
  return prefer([one, two], {
    least: Math.max(one, two) * 0.2,
    say: (most, less) => `It takes up ${most} of the sources' sentences, the other ${less}.`,
    same: `Both take up about as many of the sources' sentences (${one} and ${two}).`,
  });
}

const sides = (input: Input) => [input.first, input.second].map((side) => holdAgainst(side, input.quotes));

/** How many claims there are, how many hold (one in part is half a claim), and how many quotes those rest on. */
function holdAgainst({ sentences }: Side, quotes: readonly Quote[]) {
  const claims = sentences.filter(({ kind }) => kind === 'finding');
  const used = new Set<number>();
  let held = 0;
  for (const claim of claims) {
    const own = quotes.filter(({ number }) => claim.quotes.includes(number));
    const { verdict } = checkAgainstQuotes(claim.text, own);
    held += verdict === 'supported' ? 1 : verdict === 'partly' ? 0.5 : 0;
    if (verdict === 'supported' && own[0]) used.add(own[0].number);
  }
  return { claims: claims.length, held, used: used.size };
}

const tie = (reason: string): Preference => ({ better: 'tie', reason });

function prefer(
  [one, two]: [number, number],
  { least, say, same }: { least: number; say: (most: number, less: number) => string; same: string },
): Preference {
  if (one === two || Math.abs(one - two) < least) return tie(same);
  return { better: one > two ? 'first' : 'second', reason: say(Math.max(one, two), Math.min(one, two)) };
}

const percent = (share: number) => `${Math.round(share * 100)} %`;
