const furniture =
  /(?:^|\s)(?:srclink|viewcode-link|test-arrow|hideme|out-of-band|rightside|notable-traits(?:-tooltip)?|dropdown-menu|ttc|mlabels-right)(?:\s|$)/;
/** What rustdoc says alike of every type. */
const saidOfAll = /^blanket-implementations(?:-list)?$/;
const opener =
  /^(?:click|tap|expand|(?:show|hide|read|see) (?:more|less|all|code|details|\d+)\b|details$|more$)/i;

/** What a page has for hand and mouse, no words of its text: signs, switches, ways to the code that it was made from. */
export function isFurniture(element: Element, tag: string): boolean {
  if (furniture.test(element.getAttribute('class') ?? '')) return true;
  if (tag === 'a') return isPermalink(element) || isSwitch(element) || isNamedNote(element);
  if (tag === 'sup') return isNote(element);
  // Asciidoctor's name of a picture that is not there, and who wrote the page, which of them stand in no sentence.
  if (tag === 'div' && element.matches('.imageblock > .title, #header > .details')) return true;
  if (tag === 'summary') return opener.test((element.textContent ?? '').trim());
  return saidOfAll.test(element.getAttribute('id') ?? '');
}

/** A sign beside a heading or a term, of a font for signs too, or its number, by which its address is copied. */
const isPermalink = (element: Element): boolean => {
  const href = element.getAttribute('href') ?? '';
  if (!href.startsWith('#')) return false;
  const words = (element.textContent ?? '').trim();
  return /^(?:[#¶§ⓘ◆]|\p{Co})?$/u.test(words) || (/^\d+$/.test(words) && href === `#${words}`);
};

const noteMark = /^[[(]?\s*(?:\d{1,3}|\p{Ll}|note \d{1,3}|[*†‡§]{1,3})\s*[\])]?$/u;
const isMark = (element: Element) => noteMark.test((element.textContent ?? '').trim());

/** The raised number of a note, which leads to it: it would stand in the word before it. A power leads nowhere. */
const isNote = (element: Element): boolean =>
  isMark(element) && element.querySelector('a[href*="#"]') !== null;

const isNamedNote = (element: Element): boolean =>
  isMark(element) &&
  (/^(?:doc-)?noteref$/.test(element.getAttribute('role') ?? element.getAttribute('epub:type') ?? '') ||
    /(?:^|\s)footnote-?ref(?:erence)?(?:\s|$)/.test(element.getAttribute('class') ?? '')) &&
  /#/.test(element.getAttribute('href') ?? '');

/** What only does something, and what only leads on. */
const isSwitch = (element: Element): boolean =>
  /^\s*javascript:(?!.*\.html?\b)/i.test(element.getAttribute('href') ?? '') ||
  /^(?:[Rr]ead more|[Mm]ore(?:\.{3}|…)|\[[Ss]ource\]|Source)$/.test((element.textContent ?? '').trim());
