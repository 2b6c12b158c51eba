import { readPrologue } from '../markup/docbook/entities.ts';
import { docbook } from './docbook.ts';
import { plainText } from './plain-text.ts';
import type { Reader } from './reader.ts';

export const mallard: Reader = {
  name: 'Mallard',
  endings: ['page'],
  mediaTypes: ['application/mallard+xml'],
  isText: true,
  read(file) {
    // Others call their texts so too.
    const isXml = readPrologue(file.text()).body.startsWith('<');
    return (isXml ? docbook : plainText).read(file);
  },
};
