import { startProduct } from './start-product.ts';

/**
 * The sample library is read by one product before the tests; those that ask it start on a copy of what was read.
 * Reading it takes some ten seconds each time.
 */
export default async function readLibraryOnce(): Promise<() => Promise<void>> {
  const product = await startProduct();
  await product.end();
  process.env.E2E_LIBRARY = product.dataDir;
  return async () => {
    await product.stop();
  };
}
