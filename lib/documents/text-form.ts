/** In which form a text is written that its name does not tell. */
export type TextForm = 'asciidoc' | 'restructured-text' | 'manual-page' | 'vim-help' | 'plain';

/** UTF-16 units that are looked at. */
const lookedAt = 200_000;

/** What hardly stands in a text of another form: lines or words of each kind. */
const asciidoc = [
  /^(?:include|ifdef|ifndef|ifeval|endif|image|toc)::\S{0,200}\[.{0,200}\]$/gm,
  /\b(?:link|xref|linkgit|footnote|image|https?):[^\s[\]]{1,200}\[[^\]\n]{0,200}\]/g,
  /^(?:\+|\[\[[\w-]{1,99}\]\]|\[(?:verse|source|listing|horizontal|options|role|NOTE|TIP|WARNING)\b[^\]\n]{0,99}\])$/gm,
  /^\S.{0,200}::\n(?=[ \t]+\S|\+\n|\S.{0,200}::\n)/gm,
  /^={1,5} (?=.{0,200}\p{Ll})[^=\n]{0,200}[^=\s]$/gmu,
  /<<[a-z\d][\w-]{0,99}(?:,[^<>\n]{1,200})?>>/g,
  /^(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION): \S/gm,
];
const restructuredText = [
  /^[ \t]*\.\. (?:[\w:-]{1,40}::|_[^\s:][^:\n]{0,99}:)/gm,
  /:[a-z][\w:+-]{0,40}:`[^`\n]{1,200}`/g,
  /(?<![`\w])``[^`\n]{1,99}``(?![`\w])/g,
  /\S::\n[ \t]*\n(?=[ \t]+\S)/g,
  /^:[A-Z][A-Za-z ]{1,30}:[ \t]+\S/gm,
];

/** The name of the file as the first tag, and a second one further down. */
const vimHelp = /^\*[\w.+-]{1,99}\.txt\*[ \t][^\n]*\n[\s\S]*?(?:^|[ \t])\*[^\s*]{1,99}\*(?:\s|$)/m;

const least = { kinds: 2, signs: 2, linesToSign: 60, heads: 3, indented: 0.7, headsOfMargin: 0.6 };

/** Tells markup and manual pages by their signs; a text with few of them is plain. */
export function textForm(text: string): TextForm {
  const sample = text.slice(0, lookedAt);
  if (vimHelp.test(sample)) return 'vim-help';
  const lines = sample.split('\n').filter(Boolean);
  const isWritten = (kinds: readonly RegExp[]) => {
    const found = kinds.map((kind) => sample.match(kind)?.length ?? 0);
    const signs = found.reduce((sum, count) => sum + count, 0);
    const enough = Math.max(least.signs, lines.length / least.linesToSign);
    return found.filter(Boolean).length >= least.kinds && signs >= enough ? signs : 0;
  };
  const [ofAsciidoc, ofRst] = [isWritten(asciidoc), isWritten(restructuredText)];
  if (ofAsciidoc || ofRst) return ofAsciidoc >= ofRst ? 'asciidoc' : 'restructured-text';
  return isManualPage(lines) ? 'manual-page' : 'plain';
}

/** Heads in capitals or with numbers at the margin, and next to all else deeper. */
export function isManualPage(printed: readonly string[]): boolean {
  const lines = printed.filter((line) => !isRunningHead(line));
  const margin = lines.filter((line) => /^\S/.test(line));
  const heads = lines.filter((line, at) => isHead(line) && /^ {2,}\S/.test(lines[at + 1] ?? ''));
  return (
    heads.length >= least.heads &&
    heads.length >= least.headsOfMargin * margin.length &&
    lines.length - margin.length >= least.indented * lines.length
  );
}

/** `OPTIONS`, `3.1.  Terms` */
export const isHead = (line: string): boolean =>
  line.length <= 80 && /^(?:[\p{Lu}\d][\p{Lu}\d ,/&()'’_-]*|(?:\d+\.)+(?:\d+)? +\S.*[^.,;:])$/u.test(line);

/** What stands above and below each sheet of paper: `TAR(1)      GNU TAR Manual      TAR(1)`, `TAR(1)   TAR(1)`, `[Page 3]` */
export const isRunningHead = (line: string): boolean =>
  /^\S.{0,80}? {3,}\S.{0,80}? {3,}\S/.test(line) ||
  /^([\w.-]{1,40}\(\w{1,9}\)) {3,}\1$/.test(line) ||
  /\[Page \d+\]$/.test(line);
