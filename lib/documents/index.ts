export { createDocumentIndex, type DocumentIndex } from './document-index.ts';
export { pathOfDocument } from './document-url.ts';
