import { pageOf } from '../page-of.ts';
import { officeAbout, openOffice } from '../unpack/office.ts';
import type { Reader } from './reader.ts';

export const docx: Reader = {
  name: 'a Word document',
  endings: ['docx', 'docm', 'dotx'],
  mediaTypes: ['application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  isText: false,
  async read(file) {
    const office = openOffice(file);
    const { wordBlocks } = await import('../office/word-blocks.ts');
    const { title, about } = officeAbout(office);
    return pageOf(wordBlocks(office), { path: file.path, title, about });
  },
};
