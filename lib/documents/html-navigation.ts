/** UTF-16 units without white space. */
const lengthOf = ({ textContent }: Element) => (textContent ?? '').replace(/\s+/g, '').length;
const nameOf = (element: Element) =>
  `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`;

const likeNavigation = /nav|menu|breadcrumb|banner|header|footer|sidebar|toolbar|pager|pagination/i;
/** UTF-16 units beside its links, white space not counted. */
const mostWordsOfNavigation = 100;
/** UTF-16 units without white space and scripts. */
const mostLettersOfFoot = 400;
/** A box that is left with so small a share of a page's words when its navigation is gone belonged to that. */
const leastShare = 0.1;

/**
 * Takes away what is called like navigation and has links, no heading and next to no words but theirs; and the box
 * around it where hardly more than a slogan is left in there.
 */
export function removeNavigation(body: Element): void {
  const all = lengthOf(body);
  for (const element of body.querySelectorAll('div, ul, ol, p, table, section, header, form')) {
    // What went with the box around it is looked at no more.
    if (!likeNavigation.test(nameOf(element)) || !body.contains(element) || hasText(element)) continue;
    const links = [...element.querySelectorAll('a')];
    if (links.length === 0 || wordsBeside(element, links) >= mostWordsOfNavigation) continue;
    const box = element.parentElement;
    element.remove();
    if (!box || box === body || !box.parentElement || box.matches(ofWords) || hasText(box)) continue;
    const left = lengthOf(box);
    if (left < mostWordsOfNavigation && left < leastShare * all) box.remove();
  }
}

/** Takes away what is called a foot, has no parts of its own, and stands behind everything else. */
export function removeFoot(body: Element): void {
  for (const element of body.querySelectorAll('div, section, p, table')) {
    if (!/(?:^|[\s_-])footer(?:[\s_-]|$)/i.test(nameOf(element)) || element.querySelector(parts)) continue;
    if (shownIn(element) < mostLettersOfFoot && isLast(element, body)) element.remove();
  }
}

const shownIn = (element: Element) =>
  element.matches(unseen)
    ? 0
    : lengthOf(element) -
      [...element.querySelectorAll(unseen)].reduce((sum, each) => sum + lengthOf(each), 0);

const unseen = 'script, style, form';
const parts = 'h1, h2, h3, h4, h5, h6, pre, ul, ol, dl';

function isLast(element: Element, body: Element): boolean {
  for (let at: Element | null = element; at && at !== body; at = at.parentElement)
    for (let next = at.nextElementSibling; next; next = next.nextElementSibling)
      if (shownIn(next) > 0) return false;
  return true;
}

/** What stands in a sentence: a word with a menu of its own is no box around one. */
const ofWords = 'span, a, b, i, em, strong, code';

const hasText = (element: Element) => element.querySelector('h1, h2, h3, h4, h5, h6, pre, p') !== null;

const wordsBeside = (element: Element, links: readonly Element[]) =>
  lengthOf(element) - links.reduce((sum, link) => sum + lengthOf(link), 0);
