import { test as base } from './browser.ts';
import { type Product, startProduct } from './start-product.ts';

type WorkerFixtures = { productEnv: Record<string, string>; product: Product };

/**
 * `product` is the running product, one for a worker, with empty data at first; `page.goto('/')` opens its dashboard.
 * A file that needs other settings says so once: `test.use({ productEnv: { JOB_MAX_CONCURRENT: '2' } })`.
 */
export const test = base.extend<{ baseURL: string }, WorkerFixtures>({
  productEnv: [{}, { option: true, scope: 'worker' }],
  product: [
    async ({ productEnv }, use) => {
      const product = await startProduct(productEnv);
      await use(product);
      const code = await product.stop();
      if (code !== 0) throw new Error(`The product ended with exit code ${code}:\n${product.output()}`);
    },
    { scope: 'worker', timeout: 240_000 },
  ],
  baseURL: async ({ product }, use) => {
    await use(product.url);
  },
});

export { expect } from '@playwright/test';
