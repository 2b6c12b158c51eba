import { cleanPage } from '#lib/documents/clean-page.ts';
import { AppError } from '#lib/errors.ts';
import { splitBlocks } from '#lib/text/split-blocks.ts';
import { nestingDepth } from '../web-api/nesting-depth.ts';

/** The parser needs quadratic time for depth. */
const maxDepth = 1000;

/** Sections that are about the article and not about its subject. */
const apparatus = new Set([
  'see also',
  'notes',
  'explanatory notes',
  'footnotes',
  'citations',
  'references',
  'sources',
  'bibliography',
  'further reading',
  'external links',
  // The editions in other languages; Wikipedia itself has few names for each.
  ...['siehe auch', 'einzelnachweise', 'anmerkungen', 'literatur', 'weblinks', 'quellen'],
  ...[
    'voir aussi',
    'notes et références',
    'références',
    'bibliographie',
    'liens externes',
    'articles connexes',
  ],
  ...['véase también', 'notas', 'referencias', 'bibliografía', 'enlaces externos'],
  ...['voci correlate', 'note', 'collegamenti esterni', 'altri progetti'],
  ...['ver também', 'referências', 'ligações externas'],
  ...['zie ook', 'bronnen', 'externe links', 'zobacz też', 'przypisy', 'linki zewnętrzne'],
  ...['см. также', 'примечания', 'литература', 'ссылки', 'див. також', 'примітки', 'посилання'],
  ...['参见', '参考文献', '参考资料', '外部链接', '參見', '參考文獻', '參考資料', '外部連結', '注释'],
  ...['関連項目', '脚注', '出典', '外部リンク', '참고 문헌', '같이 보기', '외부 링크', '각주'],
  ...['انظر أيضا', 'مراجع', 'المراجع', 'وصلات خارجية', 'इन्हें भी देखें', 'सन्दर्भ', 'बाहरी कड़ियाँ'],
]);

/**
 * The text of an article from MediaWiki's limited HTML, its title as the first heading. References, reading lists and
 * sections that have nothing left in them (a table, a gallery) are dropped. Throws `source_failed` where elements nest
 * deeper than in any article.
 */
export function cleanExtract({ title, extract }: { title: string; extract: string }): {
  title: string;
  text: string;
} {
  if (nestingDepth(extract) > maxDepth) {
    throw new AppError('source_failed', 'The article has a structure that could not be read.');
  }
  const html = `<main><h1>${escapeHtml(title)}</h1>${extract}</main>`;
  const { text } = cleanPage({ mediaType: 'text/html', text: html });
  const pieces = withoutEmptySections(withoutApparatus(piecesOf(text)));
  return {
    title,
    text: `${pieces
      .map((piece) => piece.text)
      .join('')
      .trimEnd()}\n`,
  };
}

/** A block with the blank lines after it; `depth` is that of a heading, 0 for all else. */
type Piece = { text: string; depth: number };

function piecesOf(text: string): Piece[] {
  const blocks = splitBlocks(text);
  return blocks.map(({ start, kind }, index) => {
    const piece = text.slice(start, blocks[index + 1]?.start);
    return { text: piece, depth: kind === 'heading' ? piece.indexOf(' ') : 0 };
  });
}

function withoutApparatus(pieces: Piece[]): Piece[] {
  let isDropping = false;
  return pieces.filter(({ text, depth }) => {
    if (depth === 1 || depth === 2) isDropping = apparatus.has(text.slice(depth).trim().toLowerCase());
    return !isDropping;
  });
}

/** A heading that is followed by none deeper and by no text has nothing to say; seen from the end, this nests. */
function withoutEmptySections(pieces: Piece[]): Piece[] {
  const kept: Piece[] = [];
  for (const piece of pieces.toReversed()) {
    const next = kept.at(-1);
    const isEmpty = piece.depth > 1 && (next === undefined || (next.depth > 0 && next.depth <= piece.depth));
    if (!isEmpty) kept.push(piece);
  }
  return kept.toReversed();
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
