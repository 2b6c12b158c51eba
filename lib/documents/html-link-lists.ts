const most = {
  /** Words beside the links, of those linked: numbers and signs are no words. */
  beside: 0.15,
  /** Words of a link to another page: what has more of them explains. */
  ofLink: 8,
  /** Words of what names a list or leads to it; of a name alone. */
  ofLead: 12,
  ofName: 4,
};
const fewestLinks = 3;
/** Words of a page's own, its headings and links not counted. */
const fewestOwnWords = 25;
const boxTags = /^(?:div|section|aside|form|center|blockquote|details)$/i;
const notOwn =
  'a, h1, h2, h3, h4, h5, h6, nav, footer, aside, script, style, noscript, template, button, select';
/** What is a `nav` or a `footer` by its role. */
const landmarks = '[role="navigation"], [role="contentinfo"], [role="search"]';
const plainLists = 'ul, ol, dl';
const headings = 'h1, h2, h3, h4, h5, h6';

const unspaced =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}]';
/** Two letters are a word where no spaces part them. */
const words = new RegExp(`${unspaced}{1,2}|\\p{L}[\\p{L}\\p{M}\\p{N}_’'-]+`, 'gu');
const countWords = (text: string | null | undefined) => text?.match(words)?.length ?? 0;
const wordsOf = ({ textContent }: Element) => countWords(textContent);
const linksIn = (element: Element): Element[] => [...element.querySelectorAll('a[href]')];
const wordsLinked = (links: readonly Element[]) => links.reduce((sum, link) => sum + wordsOf(link), 0);

/**
 * Lists that say nothing but where other things stand: nearly all of their words are links to pages beside this one or
 * to places on it, few to a link; with them the box that has hardly more than a name for its list, and the words that
 * lead to it. What explains is none of them, and neither is the list of a page that says nothing else.
 */
export function linkLists(body: Element): Element[] {
  const said = new Set([...body.querySelectorAll(headings)].map(lettersOf));
  const all = [...body.querySelectorAll(`${plainLists}, table, div`)];
  const shown = listsOfSite(body);
  const found = outermost(all.filter((element) => isLinkList(element, { said, shown })));
  const boxes = outermost(found.map(boxOf));
  const kept = ownWords(body, new Set(boxes)) < fewestOwnWords ? ownList(body, boxes) : undefined;
  const gone = boxes.filter((box) => box !== kept).flatMap((box) => [...namesOf(box), box]);
  return [...gone, ...body.querySelectorAll(landmarks)];
}

export function takeAway(elements: readonly Element[]): void {
  for (const element of elements) {
    // A table that lays out the page is known by what its cells hold.
    if (element.closest('td')) element.setAttribute('hidden', '');
    else element.remove();
  }
}

/** What a page that says nothing else is for: the first list below its first heading. */
function ownList(body: Element, lists: readonly Element[]): Element | undefined {
  const heading = body.querySelector(headings);
  const isBelow = (list: Element) => heading && (heading.compareDocumentPosition(list) & 4) !== 0;
  return lists.find(isBelow) ?? lists[0];
}

function outermost(elements: readonly Element[]): Element[] {
  const all = new Set(elements);
  return [...all].filter((element) => {
    for (let above = element.parentElement; above; above = above.parentElement)
      if (all.has(above)) return false;
    return true;
  });
}

/** The letters of the lists that stand above the first words of a page, there or once more further down. */
function listsOfSite(body: Element): ReadonlySet<string> {
  const all = [...body.querySelectorAll(`p, ${headings}, ${plainLists}`)];
  const first = all.findIndex((element) => !element.matches(plainLists));
  const above = all.slice(0, Math.max(0, first)).filter((list) => !list.contains(all[first] as Element));
  return new Set(above.map(lettersOf));
}

/** `said`: the letters of the page's headings; `shown`: of the lists of its site. */
function isLinkList(
  element: Element,
  { said, shown }: { said: ReadonlySet<string>; shown: ReadonlySet<string> },
): boolean {
  const links = linksIn(element);
  if (links.length < fewestLinks || !links.every(leadsNearby) || element.querySelector('pre, h1, th'))
    return false;
  const linked = wordsLinked(links);
  if (wordsOf(element) - linked > most.beside * linked) return false;
  if (isFlatListOfNames(element, links) && !shown.has(lettersOf(element))) return false;
  const isOnPage = links.every((link) => link.getAttribute('href')?.startsWith('#'));
  if (!isOnPage && linked > most.ofLink * links.length) return false;
  const lead = leadOf(element);
  return !lead || wordsOf(lead) <= most.ofName || (isOnPage && areSaid(links, said));
}

/** Functions, options, constants: what the text before it says of them is said nowhere else. */
function isFlatListOfNames(element: Element, links: readonly Element[]): boolean {
  if (element.querySelector(plainLists) && !/^(?:div|table)$/i.test(element.tagName)) return false;
  const names = links.filter(({ textContent }) => isName(textContent?.trim() ?? ''));
  return names.length > links.length / 2;
}

const isName = (linked: string) =>
  /^[^\s\d]\S*(?:\s*\(\S*\))?$/.test(linked) && !new RegExp(unspaced, 'u').test(linked);

/** Whether the page itself says under headings what most of the links say. */
const areSaid = (links: readonly Element[], said: ReadonlySet<string>) =>
  links.filter((link) => said.has(lettersOf(link))).length > links.length / 2;

const lettersOf = ({ textContent }: Element) => (textContent ?? '').toLowerCase().replace(/[^\p{L}]+/gu, '');

/** What ends in a colon before a list, outside of the boxes that it opens. */
function leadOf(list: Element): Element | undefined {
  let at: Element | null = list;
  while (at && !at.previousElementSibling && boxTags.test(at.parentElement?.tagName ?? ''))
    at = at.parentElement;
  const before = at?.previousElementSibling;
  return before && isLeading(before) ? before : undefined;
}

const isLeading = (element: Element) =>
  /^(?:p|div)$/i.test(element.tagName) && /[:：]\s*$/.test(element.textContent ?? '');

function leadsNearby(link: Element): boolean {
  const [page = ''] = (link.getAttribute('href') ?? '').trim().split(/[?#]/);
  const name = page.split('/').at(-1) ?? '';
  return (
    !/^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(page) &&
    (!name.includes('.') || /\.(?:[xs]?html?|php|aspx?|jsp)$/i.test(name))
  );
}

function boxOf(list: Element): Element {
  let box = list;
  for (let above = box.parentElement; above && boxTags.test(above.tagName); above = above.parentElement) {
    if (above.querySelector('pre, h1') || wordsOf(above) - wordsOf(list) > most.ofLead) break;
    box = above;
  }
  return box;
}

/** Words that stand in none of the lists and are neither linked nor headings. */
function ownWords(element: Element, lists: ReadonlySet<Element>): number {
  let count = 0;
  for (let child = element.firstChild; child; child = child.nextSibling) {
    if (child.nodeType === 3) count += countWords(child.textContent);
    else if (child.nodeType === 1 && !lists.has(child as Element) && !(child as Element).matches(notOwn))
      count += ownWords(child as Element, lists);
  }
  return count;
}

/** A line that leads to the list, or a heading that stands over nothing else. */
function namesOf(list: Element): Element[] {
  const lead = leadOf(list);
  if (lead) return wordsOf(lead) <= most.ofLead ? [lead] : [];
  const before = list.previousElementSibling;
  const next = list.nextElementSibling;
  return before?.matches('h2, h3, h4, h5, h6') &&
    (!next || (next.matches(headings) && next.tagName <= before.tagName))
    ? [before]
    : [];
}
