import { pageOf } from '../page-of.ts';
import { officeAbout, openOffice } from '../unpack/office.ts';
import type { Reader } from './reader.ts';

export const pptx: Reader = {
  name: 'a presentation',
  endings: ['pptx', 'pptm', 'ppsx'],
  mediaTypes: ['application/vnd.openxmlformats-officedocument.presentationml.presentation'],
  isText: false,
  async read(file) {
    const office = openOffice(file);
    const { slideBlocks } = await import('../office/slide-blocks.ts');
    const { title, about } = officeAbout(office);
    return pageOf(slideBlocks(office), { path: file.path, title, about });
  },
};
