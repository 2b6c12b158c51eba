import { nameOf } from '../clean-page.ts';
import { pageOf } from '../page-of.ts';
import { officeAbout, openOffice } from '../unpack/office.ts';
import type { Reader } from './reader.ts';

export const xlsx: Reader = {
  name: 'a spreadsheet',
  endings: ['xlsx', 'xlsm'],
  mediaTypes: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  isText: false,
  async read(file) {
    const office = openOffice(file);
    const { workbookBlocks } = await import('../office/workbook-blocks.ts');
    const { title, about } = officeAbout(office);
    return pageOf(workbookBlocks(office), { path: file.path, title: title || nameOf(file.path), about });
  },
};
