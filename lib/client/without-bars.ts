/** A row of a Markdown table as words: its cells with a dot between them; other text as it is, without signs of a quote. */
export const withoutBars = (text: string): string => {
  const row = /^\s*\|(.*[^\\])\|\s*$/.exec(text);
  if (!row) return text.replace(/\n[ \t]*(?:>[ \t]+)+/g, '\n');
  const cells = (row[1] ?? '').split(/(?<!\\)\|/).map((cell) => cell.trim());
  return cells.filter(Boolean).join(' · ');
};
