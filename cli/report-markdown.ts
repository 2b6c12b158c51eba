import type { Citation } from '#lib/schema/report.ts';

/** A cited page as the end of a report names it. */
export type NamedSource = Pick<Citation, 'number' | 'url' | 'title'>;

/**
 * A report as a document of its own: the text as it was written, whose marks `[1](#cite-1)` lead to the numbered list
 * of sources at its end.
 */
export function reportMarkdown(text: string, sources: readonly NamedSource[]): string {
  const body = `${text.trimEnd()}\n`;
  return sources.length === 0 ? body : `${body}\n${sourcesMarkdown(sources)}`;
}

/** The list of sources alone. */
export function sourcesMarkdown(sources: readonly NamedSource[]): string {
  const list = sources.map(({ number, url, title }) => {
    const label = escapeLabel(title || url);
    return `${number}. <a id="cite-${number}"></a>[${label}](${toTarget(url)})`;
  });
  return `${['## Sources', '', ...list].join('\n')}\n`;
}

const escapeLabel = (label: string): string =>
  label
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\[\]<>*_`]/g, '\\$&');

const toTarget = (url: string): string =>
  /[\s()<>]/.test(url) ? `<${url.replace(/[<>\s]/g, encodeURIComponent)}>` : url;
