export { createDocumentIndex, type DocumentIndex } from './document-index.ts';
export { pathOfDocument } from './document-url.ts';
export type { IndexStatus } from './folder-passes.ts';
export type { Reach } from './reach.ts';
