import { pageOf } from '../page-of.ts';
import { isSearchIndex } from '../search-index.ts';
import { indexError, unreadError } from '../unread.ts';
import { titleOfData, valueBlocks } from '../value-blocks.ts';
import type { Reader } from './reader.ts';

export const json: Reader = {
  name: 'JSON',
  endings: ['json', 'jsonl', 'ndjson', 'geojson', 'webmanifest'],
  mediaTypes: ['application/json', 'application/ld+json', 'application/x-ndjson', 'application/jsonl'],
  isText: true,
  read(file) {
    const text = file.text().replace(/^\ufeff/, '');
    if (file.asText) return { title: '', description: '', text };
    const value = parse(text);
    if (!file.contentType && isSearchIndex(value)) throw indexError();
    return pageOf(valueBlocks(value), { path: file.path, title: titleOfData(value, file.path) });
  },
};

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return parseLines(text);
  }
}

/** One value a line; a last line that breaks off goes. */
function parseLines(text: string): unknown {
  const lines = text.split('\n').filter((line) => line.trim());
  const values = lines.flatMap((line) => {
    try {
      return [JSON.parse(line) as unknown];
    } catch {
      return [];
    }
  });
  if (values.length < 2 || values.length < lines.length - 1) {
    throw unreadError('damaged', 'It is damaged: it is no JSON.');
  }
  return values;
}
