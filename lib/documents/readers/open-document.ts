import { nameOf } from '../clean-page.ts';
import { pageOf } from '../page-of.ts';
import { officeAbout, openOffice } from '../unpack/office.ts';
import type { Reader } from './reader.ts';

export const openDocument: Reader = {
  name: 'an OpenDocument file',
  endings: ['odt', 'ott', 'ods', 'odp'],
  mediaTypes: [
    'application/vnd.oasis.opendocument.text',
    'application/vnd.oasis.opendocument.spreadsheet',
    'application/vnd.oasis.opendocument.presentation',
  ],
  isText: false,
  async read(file) {
    const office = openOffice(file);
    const { openDocumentBlocks } = await import('../office/open-document-blocks.ts');
    const { title, about } = officeAbout(office);
    return pageOf(openDocumentBlocks(office), {
      path: file.path,
      title: title || (/\.ods$/i.test(file.path) ? nameOf(file.path) : ''),
      about,
    });
  },
};
