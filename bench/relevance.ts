import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { fitLinear } from './judge/fit-linear.ts';
import { areaUnderCurve } from './score-answer.ts';

/** What `answers --rows` writes of each answer: its list, whether it holds a gold quote, and the signs of an estimate. */
export const RelevanceRow = z.object({
  list: z.string(),
  gold: z.boolean(),
  signs: z.object({ near: z.number(), absent: z.number(), parts: z.number() }),
});
export type RelevanceRow = z.infer<typeof RelevanceRow>;

const names = ['near', 'absent', 'parts'] as const;

/**
 * Fits what the estimate of relevance weighs, on rows of several lists: `npm run bench -- relevance --rows FILE`. Prints
 * the weights, and how well they tell answers of a list that was left out when they were fitted.
 */
export async function relevance({ rows: file }: Record<string, string>): Promise<void> {
  if (!file)
    throw new Error('Say which rows: --rows FILE, written by `npm run bench -- answers --rows FILE`.');
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  const rows = lines.map((line) => RelevanceRow.parse(JSON.parse(line)));
  const fitted = fitRows(rows);
  const weights = names.map((name, at) => `${name}: ${fitted.weights[at]?.toFixed(2)}`).join(', ');
  process.stdout.write(`${rows.length} answers: { bias: ${fitted.bias.toFixed(2)}, ${weights} }\n`);
  const seen: { gold: boolean; chance: number }[] = [];
  for (const [list, left] of Map.groupBy(rows, ({ list }) => list)) {
    const others = fitRows(rows.filter((row) => row.list !== list));
    const rated = left.map((row) => ({ gold: row.gold, chance: chanceBy(others, row) }));
    seen.push(...rated);
    process.stdout.write(`${list} left out: AUC ${curveOf(rated)}\n`);
  }
  process.stdout.write(`all, each left out in turn: AUC ${curveOf(seen)}\n`);
  for (const [at, low] of bounds.slice(0, -1).entries()) {
    const high = bounds[at + 1] ?? 1;
    const of = seen.filter(({ chance }) => chance >= low && chance < high);
    process.stdout.write(`${low} to ${high}: ${of.filter(({ gold }) => gold).length} of ${of.length}\n`);
  }
}

/** Between these chances answers are counted. */
const bounds = [0, 0.25, 0.4, 0.55, 0.7, 0.85, 1];

type Fitted = ReturnType<typeof fitLinear>;

const fitRows = (rows: readonly RelevanceRow[]): Fitted =>
  fitLinear(
    rows.map(({ gold, signs }) => ({
      features: names.map((name) => signs[name]),
      positive: gold,
      weight: 1,
    })),
    [1, -1, 1],
  );

const chanceBy = ({ bias, weights }: Fitted, { signs }: RelevanceRow): number =>
  1 / (1 + Math.exp(-names.reduce((sum, name, at) => sum + (weights[at] ?? 0) * signs[name], bias)));

function curveOf(rated: readonly { gold: boolean; chance: number }[]): string {
  const chances = (is: boolean) => rated.filter(({ gold }) => gold === is).map(({ chance }) => chance);
  return areaUnderCurve(chances(true), chances(false))?.toFixed(2) ?? 'nothing to compare';
}
