import type { Citation } from '#lib/schema/report.ts';

/** A cited page as the end of a report names it. */
export type NamedSource = Pick<Citation, 'number' | 'url' | 'title'>;

/**
 * A report as a document of its own: the text as it was written, whose marks `[1](#cite-1)` lead to the numbered list
 * of sources at its end.
 */
export function reportMarkdown(text: string, sources: readonly NamedSource[]): string {
  const body = text.trimEnd();
  if (sources.length === 0) return `${body}\n`;
  const list = sources.map(
    ({ number, url, title }) =>
      `${number}. <a id="cite-${number}"></a>[${escapeLabel(title || url)}](${toTarget(url)})`,
  );
  return [body, '', '## Sources', '', ...list, ''].join('\n');
}

const escapeLabel = (label: string): string =>
  label
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\[\]<>*_`]/g, '\\$&');

const toTarget = (url: string): string =>
  /[\s()<>]/.test(url) ? `<${url.replace(/[<>\s]/g, encodeURIComponent)}>` : url;
