import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fitJudge } from '../bench/judge/fit-judge.ts';
import { readJudgeSets } from '../bench/judge/judge-sets.ts';
import { balancedAccuracy, isHeld, seeSet } from '../bench/judge/measure-judge.ts';
import { readFlags } from '../bench/read-flags.ts';

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
const weights = fitJudge(sets.map(({ fit }) => fit));
// Our own pages are easier than what others wrote, so they have no say in what is told.
const told = sets.filter(({ name }) => name !== 'own pages');
const rates = told.map(({ check }) => balancedAccuracy(check, (text) => isHeld(text, weights)));
const balanced = Math.round(rates.reduce((sum, rate) => sum + rate, 0) / rates.length) / 100;
const measured_on = `${told.map(({ name }) => name).join(' and ')}, parts that it was not fitted on`;
const file = path.join(import.meta.dirname, '../lib/research/check-claim/judge-weights.json');
writeFileSync(file, `${JSON.stringify({ ...weights, measured: { balanced, measured_on } }, null, 2)}\n`);
process.stdout.write(`${told.map(({ name }, at) => `${name} ${rates[at]?.toFixed(1)}`).join(', ')}\n`);
