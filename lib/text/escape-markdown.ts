/**
 * Makes a quoted sentence or list item render as the words that it is: what Markdown would read as emphasis, a link,
 * HTML or a heading is escaped, inline code is kept, and line breaks become spaces.
 */
export function escapeMarkdown(text: string): string {
  const [, marker = '', words = ''] = /^((?:[-*+]|\d{1,3}[.)])\s+)?([\s\S]*)$/.exec(text.trim()) ?? [];
  const line = words.replace(/\s+/g, (space) => (space.includes('\n') ? ' ' : space));
  const pieces = line.split(/(`+[^`](?:[^`]|(?<!`)`+(?!`))*?`+)/);
  const escaped = pieces.map((piece, index) => (index % 2 === 1 ? piece : escapeWords(piece))).join('');
  return (
    (marker.trim() ? `${marker.trim()} ` : '') +
    escaped.replace(/^(#{1,6}\s|>|[-+*]\s|\d{1,3}[.)]\s)/, escapeFirst)
  );
}

function escapeWords(words: string): string {
  return words
    .replace(/\\(?=[!-/:-@[-`{-~])/g, '\\\\')
    .replace(/`/g, '\\`')
    .replace(/\*(?=\S)|(?<=\S)\*/g, '\\*')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/~~/g, '\\~\\~')
    .replace(/\[(?=\s*q\d|[^\]]{0,1000}\]\(|[^\]]{0,1000}\]\[)/gi, '\\[')
    .replace(/<(?=[a-z/!?])/gi, '\\<')
    .replace(/&(?=#?\w+;)/g, '\\&');
}

const escapeFirst = (start: string) => (/^\d/.test(start) ? start.replace(/[.)]/, '\\$&') : `\\${start}`);
