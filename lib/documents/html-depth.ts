import { Parser } from 'htmlparser2';

/** Pages that people wrote are some tens deep, and hundreds where nothing is closed. */
const mostDepth = 3000;
/** UTF-16 units: a shorter page is parsed soon however deep it is. */
const shallow = 100_000;
const piece = 16_384;

/** Whether elements stand so deep in each other that to parse the page takes time that grows with the square of its length. */
export function isTooDeep(html: string): boolean {
  if (html.length < shallow) return false;
  let depth = 0;
  let deepest = 0;
  const parser = new Parser({
    onopentag() {
      depth += 1;
      deepest = Math.max(deepest, depth);
    },
    onclosetag() {
      depth -= 1;
    },
  });
  for (let at = 0; at < html.length && deepest <= mostDepth; at += piece)
    parser.write(html.slice(at, at + piece));
  return deepest > mostDepth;
}
