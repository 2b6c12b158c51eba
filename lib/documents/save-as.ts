/** What files of programs that keep their forms to themselves can be saved as, by their endings. */
const forms: readonly (readonly [endings: string, as: string])[] = [
  ['doc dot wps wpd', '.docx or PDF'],
  ['xls xlt xlsb numbers', '.xlsx or .csv'],
  ['ppt pps key', '.pptx or PDF'],
  ['pages one pub vsd vsdx xps djvu', 'PDF'],
  ['msg pst', '.eml'],
  ['mobi azw azw3 lit fb2', '.epub'],
];

/** What a file that cannot be read may be saved as, so that it can; undefined for other files. */
export function saveAs(path: string): string | undefined {
  const ending = /\.([^.]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  return forms.find(([endings]) => endings.split(' ').includes(ending))?.[1];
}
