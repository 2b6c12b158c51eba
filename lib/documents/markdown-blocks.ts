import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { codeSpan } from './code-span.ts';
import { htmlBlocks } from './html-blocks.ts';
import { withoutIncludes } from './include-lines.ts';
import { labelLines } from './label-lines.ts';
import { nameBoxes } from './named-boxes.ts';
import { nameCallout, nameNote, noteWords, withoutComments } from './note-words.ts';
import { pairQuestions } from './pair-questions.ts';
import { printedHelp } from './printed-help.ts';
import { oneLine, type PageBlock } from './write-blocks.ts';
import { writeJsxData } from './write-jsx-data.ts';

/** What is read of a syntax tree's nodes (mdast with MDX). */
type Node = {
  type: string;
  value?: string;
  children?: Node[];
  depth?: number;
  ordered?: boolean | null;
  start?: number | null;
  lang?: string | null;
  meta?: string | null;
  name?: string | null;
};
type Dialect = 'md' | 'mdx';

const parsers = {
  md: unified().use(remarkParse).use(remarkGfm).freeze(),
  mdx: unified().use(remarkParse).use(remarkGfm).use(remarkMdx).freeze(),
};
const maxDepth = 100;

/**
 * The blocks of a Markdown or MDX text without front matter. MDX is parsed, never compiled: imports, exports,
 * expressions and tags go, the words inside and those in the components' attributes stay.
 * Throws what the parser throws at MDX that is none.
 */
export function markdownBlocks(text: string, dialect: Dialect): PageBlock[] {
  const named = nameBoxes(withoutIncludes(text));
  const source = writeJsxData(dialect === 'md' ? withoutComments(dropComments(named)) : named);
  return pairQuestions(toBlocks(parsers[dialect].parse(source) as Node, 0));
}

/** `{/* … *\/}` on lines of its own is a comment in MDX; files named `.md` hold it too. Inside fences it is code. */
function dropComments(text: string): string {
  return text.replace(
    /^[ \t]*(`{3,}|~{3,})[\s\S]*?(?:^[ \t]*\1[`~]*[ \t]*$|$(?![\s\S]))|^[ \t]*\{\/\*[\s\S]*?\*\/\}[ \t]*$/gm,
    (match, fence) => (fence ? match : ''),
  );
}

function toBlocks(parent: Node, depth: number): PageBlock[] {
  if (depth > maxDepth) return [{ kind: 'paragraph', words: oneLine(inline(parent, 0)) }];
  return (parent.children ?? []).flatMap((node) => toBlock(node, depth + 1));
}

function toBlock(node: Node, depth: number): PageBlock[] {
  switch (node.type) {
    case 'heading':
      return [{ kind: 'heading', depth: node.depth ?? 1, words: words(node) }];
    case 'paragraph':
      return [
        labelLines(noteWords(inline(node, 0)).split('\n')) ?? { kind: 'paragraph', words: words(node) },
      ];
    case 'code': {
      const { value = '' } = node;
      if (!value.trim()) return [];
      const language = [node.lang, node.meta].filter(Boolean).join(' ');
      return printedHelp(value, language) ?? [{ kind: 'code', language, value }];
    }
    case 'table':
      return [{ kind: 'table', rows: (node.children ?? []).map((row) => (row.children ?? []).map(cell)) }];
    case 'list':
      return [
        {
          kind: 'list',
          firstNumber: node.ordered ? (node.start ?? 1) : undefined,
          items: (node.children ?? []).map((item) => toBlocks(item, depth)),
        },
      ];
    case 'html':
      return fromHtml(node.value ?? '', depth);
    case 'blockquote': {
      const blocks = nameCallout(toBlocks(node, depth));
      return isTitle(node.children?.[0]) ? nameNote(blocks) : blocks;
    }
    case 'mdxjsEsm':
    case 'mdxFlowExpression':
    case 'definition':
    case 'thematicBreak':
      return [];
    case 'text':
    case 'inlineCode':
    case 'mdxJsxTextElement':
      return [{ kind: 'paragraph', words: words({ type: 'paragraph', children: [node] }) }];
    default:
      return toBlocks(node, depth);
  }
}

/** A paragraph that is nothing but bold words. */
const isTitle = (node: Node | undefined): boolean =>
  node?.type === 'paragraph' && node.children?.length === 1 && node.children[0]?.type === 'strong';

/** HTML inside Markdown: real structure is read as HTML, lone tags go and what they wrap is Markdown still. */
function fromHtml(html: string, depth: number): PageBlock[] {
  if (/<(?:table|ul|ol|dl|pre|p|h[1-6])[\s>]/i.test(html)) return htmlBlocks(html);
  const bare = html
    .replace(/<!--[\s\S]*?(?:-->|$)/g, '')
    .replace(/<(script|style)[\s>][\s\S]*?(?:<\/\1>|$)/gi, '')
    .replace(/<\/?[A-Za-z][^>]*>/g, '');
  if (bare.trim() === '' || bare === html || depth > 10) return [];
  return toBlocks(parsers.md.parse(bare) as Node, depth + 10);
}

function words(node: Node): string {
  const isText = node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell';
  const said = inline(node, 0)
    .replace(/\{\/\*.*?\*\/\}/g, '')
    // Classes and names as kramdown has them.
    .replace(/\s\{:?\s?[.#][\w .#="-]{1,100}\}\s*$/, '');
  return oneLine(isText ? noteWords(said) : said);
}

function cell(node: Node): string {
  const text = words(node) || (node.children ?? []).map((child) => child.name ?? '').join(' ');
  return text.replace(/\\?\|/g, '\\|');
}

function inline(node: Node, depth: number): string {
  if (depth > maxDepth) return '';
  switch (node.type) {
    case 'text':
      return node.value ?? '';
    case 'inlineCode':
      return codeSpan(node.value ?? '');
    case 'break':
      return '\n';
    case 'html':
      return /^<br\b/i.test(node.value ?? '') ? ' ' : '';
    case 'mdxTextExpression':
      return /^\s*(["'`])([^\\]*)\1\s*$/.exec(node.value ?? '')?.[2] ?? '';
    case 'mdxJsxTextElement':
      if (node.name === 'br') return ' ';
      break;
  }
  const inside = (node.children ?? []).map((child) => inline(child, depth + 1)).join('');
  return node.name === 'code' && inside && !inside.includes('`') ? codeSpan(inside) : inside;
}
