import { browser } from './browser.ts';
import type { Check } from './check.ts';
import { dashboard } from './dashboard.ts';
import { data } from './data.ts';
import { database } from './database.ts';
import { documents } from './documents.ts';
import { engine } from './engine.ts';
import { jobs } from './jobs.ts';
import { model } from './model.ts';
import { node } from './node.ts';
import { product } from './product.ts';
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
