/**
 * Loads the page again while it is looked at and something on it may change. What is open stays open, and nothing moves
 * under a selection or an open list.
 */
export const script = `
const main = document.querySelector('main');
async function refresh() {
  const ms = Number(main.dataset.refreshMs);
  if (!ms) return;
  const isBusy = document.hidden || String(getSelection()) || document.activeElement?.closest('main select');
  if (!isBusy) {
    try {
      const answer = await fetch(location.href);
      if (answer.ok) show(new DOMParser().parseFromString(await answer.text(), 'text/html'));
    } catch {} // the engine restarts; the next turn finds it
  }
  setTimeout(refresh, ms);
}
function show(page) {
  const next = page.querySelector('main');
  document.title = page.title;
  const find = (element) => next.querySelector('[data-key="' + CSS.escape(element.dataset.key) + '"]');
  for (const open of main.querySelectorAll('details[open][data-key]')) find(open)?.setAttribute('open', '');
  const focused = document.activeElement?.closest('main [data-key], main button');
  const key = focused?.dataset.key ?? focused?.id;
  main.dataset.refreshMs = next.dataset.refreshMs ?? '';
  main.replaceChildren(...next.childNodes);
  if (key) (main.querySelector('[data-key="' + CSS.escape(key) + '"] > summary') ?? document.getElementById(key))?.focus();
}
setTimeout(refresh, Number(main.dataset.refreshMs) || 0);
`;
