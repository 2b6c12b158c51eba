import { parentPort } from 'node:worker_threads';
import { prepareDocument } from './prepare-document.ts';

/** Runs in a worker thread of `createPreparer`: answers each file with its prepared document or the reason against. */
parentPort?.on('message', (file: { path: string; text: string; asText?: boolean }) => {
  try {
    parentPort?.postMessage({ document: prepareDocument(file) });
  } catch (error) {
    parentPort?.postMessage({ failure: String(error) });
  }
});
