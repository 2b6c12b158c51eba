/** The words of a Markdown text as they are read: without markers, escapes and line breaks. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/^\s*(?:[-*+]|\d{1,3}[.)])\s+/gm, '')
    .replace(/^\s*(?:`{3,}|~{3,}).*$/gm, '')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/[*_`|]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
