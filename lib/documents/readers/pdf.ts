import type { Reader } from './reader.ts';

export const pdf: Reader = {
  name: 'a PDF',
  endings: ['pdf'],
  mediaTypes: ['application/pdf', 'application/x-pdf'],
  isText: false,
  async read(file) {
    const { readPdf } = await import('../pdf/read-pdf.ts');
    return readPdf(file);
  },
};
