const terms = ['Anchor', 'beacon', 'Cable', 'dock', 'Ebb', 'ferry', 'Gale', 'harbour', 'Inlet', 'jetty'];

/** The index of a book in HTML, as programs make it: `entries` terms in order, each with places in one of 30 pages. */
export function makeIndexPage(entries = 100): string {
  const items = terms.flatMap((term, letter) =>
    Array.from({ length: entries / terms.length }, (_, at) => {
      const page = `page-${(letter * 7 + at) % 30}.html`;
      const order = [676, 26, 1]
        .map((step) => String.fromCharCode(97 + (Math.floor(at / step) % 26)))
        .join('');
      return `<dt>${term} ${order}, <a href="${page}#place-${at}">About ${term}</a>, <a href="${page}">more</a></dt>`;
    }),
  );
  return `<!doctype html><html><head><title>Index</title></head><body><p><a href="#A">A</a> | <a href="#B">B</a></p>
<h1>Index</h1><dl>${items.join('\n')}</dl></body></html>`;
}
