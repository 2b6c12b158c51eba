/** What a block of code shows: not the lines that mdBook hides, nor the switch that unfolds others, nor a menu. */
export function shownCode(element: Element): string {
  for (const hidden of element.querySelectorAll('.boring, summary, .dropdown-menu')) hidden.remove();
  return element.textContent ?? '';
}

const box = /(?:^|[\s_-])(?:fragment|code|source|highlight|listing)(?:[\s_-]|$)/i;
const line = /(?:^|\s)(?:code-)?line(?:\s|$)/;

/** The lines of code that is drawn with boxes, one to a line, without their numbers; undefined of any other box. */
export function codeLines(element: Element): string | undefined {
  if (!box.test(element.getAttribute('class') ?? '')) return undefined;
  const lines = [...element.children].filter((child) => line.test(child.getAttribute('class') ?? ''));
  const others = [...element.children].filter((child) => !lines.includes(child) && !child.matches('.ttc'));
  if (lines.length === 0 || others.length > 0) return undefined;
  for (const number of element.querySelectorAll('.lineno, .line-number')) number.remove();
  return lines
    .map((each) => (each.textContent ?? '').replaceAll('\u00a0', ' ').trimEnd())
    .join('\n')
    .trimEnd();
}

const parts = 'p, div, ul, ol, dl, table, pre, h1, h2, h3, h4, h5, h6';

/** How something is declared, in a line of its own that is called so; undefined of any other box. */
export function signatureIn(element: Element): string | undefined {
  if (!/(?:^|[\s-])signature(?:\s|$)/i.test(element.getAttribute('class') ?? '')) return undefined;
  if (element.querySelector(parts)) return undefined;
  const lines = (element.textContent ?? '').replaceAll('\u00a0', ' ').replaceAll('\u200b', '');
  return lines.trim() || undefined;
}
