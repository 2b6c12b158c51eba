/** Reads `--name value` pairs; a name without a value reads as "true". */
export function readFlags(words: readonly string[]): Record<string, string> {
  const flags: Record<string, string> = {};
  for (const [index, word] of words.entries()) {
    if (!word.startsWith('--')) continue;
    const value = words[index + 1];
    flags[word.slice(2)] = value === undefined || value.startsWith('--') ? 'true' : value;
  }
  return flags;
}
