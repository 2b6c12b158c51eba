import { pageOf } from '../page-of.ts';
import { unreadError } from '../unread.ts';
import { titleOfData, valueBlocks } from '../value-blocks.ts';
import type { Reader } from './reader.ts';

export const yaml: Reader = {
  name: 'YAML',
  endings: ['yaml', 'yml'],
  mediaTypes: ['application/yaml', 'text/yaml', 'application/x-yaml'],
  isText: true,
  async read(file) {
    const text = file.text().replace(/^\ufeff/, '');
    if (file.asText) return { title: '', description: '', text };
    const { isScalar, parseAllDocuments, visit } = await import('yaml');
    // The library holds each key against all before it, which takes hours of what is read here in a second.
    const documents = [parseAllDocuments(text, { uniqueKeys: false })].flat();
    let isTwice = false;
    for (const document of documents)
      visit(document, {
        Map(_, { items }) {
          const keys = items.flatMap(({ key }) => (isScalar(key) ? [key.value] : []));
          isTwice ||= new Set(keys).size < keys.length;
        },
      });
    if (isTwice || documents.some(({ errors }) => errors.length > 0))
      throw unreadError('damaged', 'It is damaged: it is no YAML.');
    // Aliases that stand for aliases can grow without end: the library counts them.
    const values = documents.map((document) => document.toJS({ maxAliasCount: 10_000 }) as unknown);
    return pageOf(
      values.flatMap((value) => valueBlocks(value)),
      { path: file.path, title: titleOfData(values[0], file.path) },
    );
  },
};
