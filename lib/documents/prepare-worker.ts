import { type CleanPage, cleanPage, cleanPageAsText } from './clean-page.ts';

/** What a thread of `createPreparer` does, each with one file at a time. */
export { prepareDocument as prepare } from './prepare-document.ts';

export function clean(file: { path: string; text: string; asText?: boolean }): CleanPage {
  return (file.asText ? cleanPageAsText : cleanPage)(file);
}
