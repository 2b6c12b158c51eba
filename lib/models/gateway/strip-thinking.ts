const opening = '<think>';
const closing = '</think>';

/**
 * Takes `<think>…</think>` blocks out of a text as it streams in. `push` answers the text that is certain by now and
 * holds back what may belong to a block; `end` answers the rest. A block that is never closed goes when the text
 * begins with it and stays elsewhere; a tag in backticks or quotation marks is text about tags and stays. Blanks
 * around a block that the text begins with go with it; all other text stays as it is.
 */
export function createThinkingStripper() {
  let held = '';
  let before = '';
  let begun = false;
  let trims = false;

  /** Everything held that is certain; with `last`, everything. */
  function release(last: boolean): string {
    let out = '';
    for (;;) {
      if (trims && !begun) held = held.trimStart();
      const start = held.indexOf(opening);
      const leads = !begun && (start === -1 ? '' : held.slice(0, start)).trim() === '';
      if (start === -1) {
        const certain = last ? held.length : held.length - unfinishedTag(held);
        return leads && !last && held.slice(0, certain).trim() === '' ? out : out + pass(certain);
      }
      if (!leads) out += pass(start);
      if (/[`'"“]/.test(before)) {
        out += pass(opening.length);
        continue;
      }
      const end = held.indexOf(closing);
      if (end === -1) {
        if (!last) return out;
        return leads ? out : out + pass(held.length);
      }
      held = held.slice(end + closing.length);
      trims ||= leads;
    }
  }

  function pass(length: number): string {
    const text = held.slice(0, length);
    held = held.slice(length);
    if (text.trim()) begun = true;
    if (text) before = text.at(-1) ?? '';
    return text;
  }

  return {
    push(delta: string): string {
      held += delta;
      return release(false);
    },
    end: (): string => release(true),
  };
}

/** How many characters at the end may be the beginning of an opening tag. */
function unfinishedTag(text: string): number {
  for (let length = opening.length - 1; length > 0; length -= 1) {
    if (text.endsWith(opening.slice(0, length))) return length;
  }
  return 0;
}
