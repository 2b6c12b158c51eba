import path from 'node:path';
import { type Product, startProduct } from '../e2e/start-product.ts';
import { compareArq } from './scale/compare-arq.ts';
import { measureClients } from './scale/measure-clients.ts';
import { measureJobs, type SmallJobs } from './scale/measure-jobs.ts';
import { measureSearch } from './scale/search.ts';

const usual = ['jobs', 'clients', 'arq'];

/**
 * `npm run bench -- scale [--only jobs,clients,arq,search] [--seconds 10] [--clients 1000] [--arq PYTHON]`: what one process of
 * the built product does, on its own PostgreSQL, without a key and without a model. `jobs`: jobs and events a second, how
 * long `POST` takes and a job waits for its start, by rising numbers of clients; `clients`: event streams held, and their
 * memory; `arq`: the smallest job's shape through arq and Redis, in the same run. `search` measures something else, the
 * search over 100,000 units, and runs only when it is named.
 */
export async function scale(flags: Record<string, string>): Promise<void> {
  const parts = flags.only?.split(',') ?? usual;
  const unknown = parts.filter((name) => ![...usual, 'search'].includes(name));
  if (unknown.length > 0) throw new Error(`There is no ${unknown}; there are ${usual.join(', ')}, search.`);
  let small: SmallJobs | undefined;
  if (parts.includes('jobs') || parts.includes('clients'))
    await withProduct(async (product) => {
      if (parts.includes('jobs')) small = await measureJobs(product, flags);
      if (parts.includes('clients')) await measureClients(product, flags);
    });
  if (parts.includes('arq')) await compareArq(small, flags);
  if (parts.includes('search')) await measureSearch(flags);
}

/** A product without a key that asks our own decisions alone, which are read in a moment. */
async function withProduct(work: (product: Product) => Promise<void>): Promise<void> {
  const decisions = path.resolve(import.meta.dirname, '../docs/decisions');
  const product = await startProduct({ SOURCES: 'documents', DOCUMENTS_DIR: decisions });
  try {
    await work(product);
  } finally {
    await product.stop();
  }
}
