import type { Check } from './check.ts';
import { browser, data, node } from './machine-checks.ts';
import { model } from './model.ts';
import { dashboard, database, documents, engine, jobs, product } from './product-checks.ts';
import { sources } from './sources.ts';

/** What `doctor` looks at, in this order. */
export const checks: readonly Check[] = [
  node,
  data,
  product,
  database,
  engine,
  documents,
  sources,
  model,
  jobs,
  dashboard,
  browser,
];
