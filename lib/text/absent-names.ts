/** The names that stand in none of the texts, whatever their case and whether in the singular or the plural. */
export function absentNames(names: readonly string[], texts: readonly string[]): string[] {
  if (names.length === 0) return [];
  const read = texts.map((text) => text.toLowerCase());
  return names.filter((name) => {
    const word = name.toLowerCase().replace(/['’]s$|s$/, '');
    return word.length > 1 && !read.some((text) => text.includes(word));
  });
}
