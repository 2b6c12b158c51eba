export { type CleanPage, cleanPage } from './clean-page.ts';
export { createDocumentIndex, type DocumentIndex, type IndexStatus } from './document-index.ts';
export { pathOfDocument } from './document-url.ts';
