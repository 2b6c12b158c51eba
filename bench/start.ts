import { startProduct } from '../e2e/start-product.ts';
import { build } from '../scripts/build.ts';
import { percentile } from './engine/percentile.ts';

const goalSeconds = 3;

/**
 * `npm run bench -- start [--times 5]`: how long the built product takes from its start until readyz says that it is ready,
 * with PostgreSQL and engine of its own: on an empty data directory, then on the same one again and again. Exits with 1
 * where half of the warm starts take longer than the goal.
 */
export async function start({ times = '5' }: Record<string, string>): Promise<void> {
  await build({ say: (line) => console.log(line) });
  const began = performance.now();
  const product = await startProduct();
  console.log(
    `empty data directory: ready after ${seconds(performance.now() - began)} s, with the sample documents read`,
  );
  try {
    const took: number[] = [];
    for (let time = 0; time < Number(times); time += 1) {
      await product.end();
      const from = performance.now();
      await product.restart();
      took.push(performance.now() - from);
      console.log(`  again: ${seconds(took.at(-1) ?? 0)} s`);
    }
    const median = percentile(took, 0.5);
    console.log(`again on the same: median ${seconds(median)} s of ${times}, goal ${goalSeconds} s`);
    if (median > 1000 * goalSeconds) process.exitCode = 1;
  } finally {
    await product.stop();
  }
}

const seconds = (ms: number): string => (ms / 1000).toFixed(2);
