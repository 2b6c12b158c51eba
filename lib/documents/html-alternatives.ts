/**
 * Words that a page has in several forms, all of them hidden until a script shows the one that fits its reader: the name
 * of a key on two systems. Who reads without that script finds a hole in the sentence, so all of them are shown.
 */
export function showAlternatives(body: Element): void {
  const looked = new Set<Element>();
  for (const { parentElement: box } of body.querySelectorAll('span > span[hidden]')) {
    if (!box || looked.has(box)) continue;
    looked.add(box);
    const forms = [...box.children];
    const isOnlyForms = [...box.childNodes].every((node) => node.nodeType === 1 || !node.textContent?.trim());
    if (forms.length < 2 || !isOnlyForms || !forms.every((form) => form.hasAttribute('hidden'))) continue;
    for (const [at, form] of forms.entries()) {
      form.removeAttribute('hidden');
      if (at > 0) form.before('/');
    }
  }
}
