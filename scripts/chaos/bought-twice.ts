import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { FakeGateway } from '#lib/testing/fake-gateway.ts';
import { databaseOf } from './check.ts';

const settledWithinMs = 10_000;

/**
 * How many answers were paid for in vain: what the gateway answered to the end, less what stands in the ledger as the
 * answer of a call, each call of a job once. Two jobs may ask the same (a judge that is shown the same claims), so equal
 * prompts alone say nothing. An answer is stored a moment after it was sent, also when its job is over.
 */
export async function boughtTwice(
  product: Parameters<typeof databaseOf>[0],
  gateway: Pick<FakeGateway, 'calls'>,
): Promise<number> {
  const pool = new pg.Pool({ connectionString: databaseOf(product), max: 1 });
  pool.on('error', () => {});
  try {
    const until = performance.now() + settledWithinMs;
    for (;;) {
      const { rows } = await pool.query<{ kept: number }>(
        `SELECT count(*)::int AS kept FROM model_call WHERE outcome IN ('answered', 'unusable')`,
      );
      const answered = gateway.calls.filter(({ outcome }) => outcome === 'answered').length;
      const inVain = answered - (rows[0]?.kept ?? 0);
      if (inVain === 0 || performance.now() > until) return inVain;
      await sleep(100);
    }
  } finally {
    await pool.end();
  }
}
