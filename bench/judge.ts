import path from 'node:path';
import { checkClaim } from '#lib/research/check-claim/check-claim.ts';
import fitted from '#lib/research/check-claim/judge-weights.json' with { type: 'json' };
import { leastShare } from '#lib/research/check-claim/weigh.ts';
import { chooseJudge } from './judge/fit-judge.ts';
import { type JudgedText, readJudgeSets } from './judge/judge-sets.ts';
import {
  balancedAccuracy,
  isHeld,
  type MeasuredSet,
  overlapThreshold,
  seeSet,
} from './judge/measure-judge.ts';

/**
 * How often the check by code is right. `--data FOLDER` holds WiCE and SummEdits (see its README); our own pages come
 * with the bench. Told of parts that nothing was fitted on or chosen by: balanced accuracy of word overlap (its threshold
 * from the other part of the same set), of faults alone, of the check, and of the check whose features, gate and weights
 * were chosen without the set.
 */
export async function judge({
  data = path.join(import.meta.dirname, '../../shared/data'),
}: Record<string, string>) {
  const sets = readJudgeSets(data);
  const measured = sets.map(seeSet);
  const say = (text: string) => process.stdout.write(`${text}\n`);
  say('set | texts | word overlap | faults alone | check | chosen without it');
  for (const set of measured) say(rowOf(set, measured));
  for (const set of measured) {
    say(`\n${set.name}: falsified texts with a fault that code sees, by kind`);
    for (const [kind, caught] of byKind(set)) say(`  ${kind}: ${caught}`);
    const held = set.check.filter(({ supported }) => supported);
    say(`  true texts with a fault: ${held.filter(({ faulty }) => faulty).length} of ${held.length}`);
  }
  for (const { name, check } of sets) say(`${name}: ${claimsASecond(check)} claims a second`);
}

function rowOf(set: MeasuredSet, all: readonly MeasuredSet[]): string {
  const { name, fit, check } = set;
  const least = overlapThreshold(fit);
  const others = chooseJudge(
    all.filter((other) => !other.isOurs && other !== set).map((other) => [...other.fit, ...other.check]),
  );
  const figures = [
    balancedAccuracy(check, ({ overlap }) => overlap >= least),
    balancedAccuracy(check, ({ faulty }) => !faulty),
    balancedAccuracy(check, (text) => isHeld(text, { ...fitted, least_share: leastShare })),
    balancedAccuracy(check, (text) => isHeld(text, others)),
  ];
  return [name, check.length, ...figures.map((figure) => figure.toFixed(1))].join(' | ');
}

function byKind({ check }: MeasuredSet): [string, string][] {
  const falsified = check.filter(({ supported }) => !supported);
  const kinds = [...new Set(falsified.flatMap((text) => text.kinds))].sort();
  return kinds.map((kind) => {
    const own = falsified.filter((text) => text.kinds.includes(kind));
    return [kind, `${own.filter(({ faulty }) => faulty).length} of ${own.length}`];
  });
}

function claimsASecond(texts: readonly JudgedText[]): number {
  const startedAt = performance.now();
  let claims = 0;
  for (const text of texts) {
    for (const claim of text.claims) checkClaim({ claim, quotes: [], source: text.source });
    claims += text.claims.length;
  }
  return Math.round((1000 * claims) / (performance.now() - startedAt));
}
