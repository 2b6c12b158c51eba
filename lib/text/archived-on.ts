const archives =
  /^https?:\/\/(?:web\.archive\.org\/web\/|archive\.(?:today|ph|is|li|md|vn)\/|webcache\.|arquivo\.pt\/wayback\/|perma\.cc\/|webarchive\.[\w.-]+\/)/i;

/**
 * Whether an address is that of a copy that an archive keeps of a page: ` of` and its day, as a title goes on with it,
 * nothing more where the address does not tell the day; undefined for all other addresses.
 */
export function archivedOn(url: string): string | undefined {
  if (!archives.test(url)) return undefined;
  const [, year, month, day] = /\/((?:19|20)\d\d)(\d\d)(\d\d)\d{0,6}(?:[a-z]{2}_)?\//.exec(url) ?? [];
  const date = `${year}-${month}-${day}`;
  return year && Number.isFinite(Date.parse(date)) ? ` of ${date}` : '';
}
