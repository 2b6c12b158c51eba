import { commentBlocks } from './comment-blocks.ts';
import type { PageBlock } from './write-blocks.ts';

/** What begins a definition at the margin or one step in, in the languages that people write, with its name. */
const definitions: readonly RegExp[] = [
  /^\s*(?:export\s+|default\s+|public\s+|private\s+|protected\s+|internal\s+|static\s+|final\s+|abstract\s+|async\s+|override\s+|sealed\s+|open\s+|data\s+|pub(?:\([^)]*\))?\s+|unsafe\s+|const\s+(?=fn))*(?:class|interface|trait|enum|struct|record|object|module|namespace|protocol|extension|type|function\*?|def|fn|func|fun|sub|procedure|impl|mod|macro_rules!|defmodule|defp?|contract|message|service)\s+(?:\([^)]*\)\s*)?([\p{L}_$][\p{L}\p{N}_$.:<>-]*)/u,
  /^\s*(?:export\s+)?(?:const|let|var)\s+([\p{L}_$][\p{L}\p{N}_$]*)\s*(?::[^=]+)?=/u,
  /^\s*(?:create|CREATE)\s+(?:or\s+replace\s+|OR\s+REPLACE\s+)?(?:table|TABLE|view|VIEW|function|FUNCTION|index|INDEX|trigger|TRIGGER|procedure|PROCEDURE)\s+(?:if\s+not\s+exists\s+|IF\s+NOT\s+EXISTS\s+)?([\w."]+)/,
  /^(?:[A-Za-z_][\w:<>,*&\s]*?[\s*&])([A-Za-z_]\w*(?:::~?\w+)?)\s*\([^;]*\)\s*(?:const\s*)?(?:\{|$)/,
  /^([A-Za-z_][\w-]*)\s*\(\)\s*\{/,
  /^\[+([^\]]+)\]+\s*$/,
  /^([A-Za-z][\w.-]*)\s*(?:<-|:=)\s*(?:function|\()/,
];
const method =
  /^(?: {2,4}|\t)(?:(?:public|private|protected|static|async|override|final|get|set|\*|virtual|readonly)\s+)*(?:[\w<>[\],.?]+\s+)?([\p{L}_$#][\p{L}\p{N}_$]*)\s*\([^;{]*\)\s*(?::[^={;]+)?\{\s*$/u;
const keywords =
  /^(?:if|for|while|switch|catch|return|else|do|try|with|when|foreach|using|lock|elif|except|await|new|throw|case)$/;
const comment = /^\s*(?:\/\/|\/?\*|#(?!\s*(?:include|define|if|endif|pragma)\b)|--|;|%|"""|'''|@|\[\w)/;

/**
 * Source code by symbol: each definition with the comment above it, under its name; what stands between them too. What
 * comments say in sentences stands above the code once more, in words: it answers what people ask.
 */
export function codeBlocks(text: string, language: string): PageBlock[] {
  const lines = text.trimEnd().split('\n');
  const starts = findStarts(lines);
  const first = starts[0]?.at ?? lines.length;
  return [
    ...codeBlock(lines.slice(0, first), language),
    ...starts.flatMap(({ at, name, depth }, index): PageBlock[] => {
      const end = starts[index + 1]?.at ?? lines.length;
      return [{ kind: 'heading', depth, words: `\`${name}\`` }, ...codeBlock(lines.slice(at, end), language)];
    }),
  ];
}

function codeBlock(lines: readonly string[], language: string): PageBlock[] {
  const value = lines.join('\n').replace(/^\n+/, '').trimEnd();
  return value ? [...commentBlocks(value), { kind: 'code', language, value }] : [];
}

function findStarts(lines: readonly string[]): { at: number; name: string; depth: number }[] {
  const starts: { at: number; name: string; depth: number }[] = [];
  for (const [index, line] of lines.entries()) {
    const indent = line.search(/\S/);
    if (indent < 0 || indent > 4) continue;
    const name = nameIn(line, indent);
    if (!name || keywords.test(name)) continue;
    const previous = starts.at(-1)?.at ?? -1;
    let at = index;
    while (at - 1 > previous && comment.test(lines[at - 1] ?? '')) at -= 1;
    starts.push({ at, name, depth: indent === 0 ? 2 : 3 });
  }
  return starts;
}

function nameIn(line: string, indent: number): string | undefined {
  if (line.length > 400) return undefined;
  const isInside = indent > 0;
  const patterns = isInside ? definitions.slice(0, 1) : definitions;
  for (const pattern of patterns) {
    const name = pattern.exec(line)?.[1];
    if (name) return name;
  }
  return isInside ? method.exec(line)?.[1] : undefined;
}
