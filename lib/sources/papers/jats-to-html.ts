/** Parts of a paper that are about it and not of it, or that no text can show. */
const dropped =
  /<(front|back|ref-list|fn-group|graphic|inline-formula|disp-formula|tex-math|permissions|object-id|label|table-wrap-foot)\b[^>]*(?:\/>|>[\s\S]*?<\/\1>)/gi;
const renamed: [from: RegExp, to: string][] = [
  [/<(\/?)title\b[^>]*>/gi, '<$1h2>'],
  [/<(\/?)sec\b[^>]*>/gi, '<$1section>'],
  [/<(\/?)(?:list)\b[^>]*>/gi, '<$1ul>'],
  [/<(\/?)list-item\b[^>]*>/gi, '<$1li>'],
  [/<(\/?)disp-quote\b[^>]*>/gi, '<$1blockquote>'],
  [/<(\/?)italic\b[^>]*>/gi, '<$1em>'],
  [/<(\/?)bold\b[^>]*>/gi, '<$1strong>'],
  [/<\/?(?:xref|ext-link|named-content|styled-content|sup|sub|caption|table-wrap|fig|p-wrap)\b[^>]*>/gi, ''],
];

/**
 * The body of a paper in JATS, the XML in which publishers keep papers, as HTML that is cleaned like every page: headings,
 * paragraphs, lists and tables; without references, formulas and pictures.
 */
export function jatsToHtml(xml: string): string {
  const start = xml.search(/<body[\s>]/i);
  const end = xml.lastIndexOf('</body>');
  if (start < 0 || end < start) return '<main></main>';
  const body = xml
    .slice(start, end)
    .replace(/^<body[^>]*>/i, '')
    .replace(dropped, '');
  const html = renamed.reduce((text, [from, to]) => text.replace(from, to), body);
  return `<main>${html}</main>`;
}
