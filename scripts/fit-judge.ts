import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { chooseJudge, fitJudge } from '../bench/judge/fit-judge.ts';
import { readJudgeSets } from '../bench/judge/judge-sets.ts';
import { balancedAccuracy, isHeld, seeSet } from '../bench/judge/measure-judge.ts';
import { readFlags } from '../bench/read-flags.ts';
import { featureNames } from '../lib/research/check-claim/claim-features.ts';

// `npm run fit:judge -- --data FOLDER` writes the weights of the check by code and what they reach. The same data give
// the same file.
const { data = '../shared/data', help } = readFlags(process.argv.slice(2));
if (help) {
  process.stdout.write(
    'npm run fit:judge -- --data FOLDER fits the weights of the check of claims by code, and writes them.\n',
  );
  process.exit(0);
}
const sets = readJudgeSets(data).map(seeSet);
const fitted = fitJudge(
  sets.filter(({ name }) => name !== 'documentation').map(({ fit }) => fit),
  featureNames,
);
// What is told is what comes out where nothing was fitted or chosen on the set. What we wrote is easier, and has no say.
const told = sets.filter(({ isOurs }) => !isOurs);
const rates = told.map((set) => {
  const judge = chooseJudge(
    told.filter((other) => other !== set).map(({ fit, check }) => [...fit, ...check]),
  );
  return balancedAccuracy(set.check, (text) => isHeld(text, judge));
});
const balanced = Math.round(rates.reduce((sum, rate) => sum + rate, 0) / rates.length) / 100;
const measured_on = `${told.map(({ name }) => name).join(' and ')}, each left out when it was fitted`;
const file = path.join(import.meta.dirname, '../lib/research/check-claim/judge-weights.json');
writeFileSync(file, `${JSON.stringify({ ...fitted, measured: { balanced, measured_on } }, null, 2)}\n`);
process.stdout.write(`${told.map(({ name }, at) => `${name} ${rates[at]?.toFixed(1)}`).join(', ')}\n`);
