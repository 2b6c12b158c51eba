/** How models mark their thinking; all but the first only where their answer begins with it. */
const blocks = [
  { opening: '<think>', closing: '</think>' },
  { opening: '<thinking>', closing: '</thinking>' },
  { opening: '<reasoning>', closing: '</reasoning>' },
  { opening: '<seed:think>', closing: '</seed:think>' },
  { opening: '[THINK]', closing: '[/THINK]' },
  { opening: '◁think▷', closing: '◁/think▷' },
  { opening: '<|channel|>analysis<|message|>', closing: '<|end|>' },
  // What stands before an answer in that last form.
  { opening: '<|start|>assistant<|channel|>final<|message|>', closing: '' },
  { opening: '<|channel|>final<|message|>', closing: '' },
];
const anywhere = { opening: '<think>', closing: '</think>' };
const tagsInText = [anywhere.opening, anywhere.closing];
const allTags = [...blocks.map(({ opening }) => opening), anywhere.closing];
const longestTag = Math.max(...allTags.map((tag) => tag.length));

/**
 * Takes thinking such as `<think>…</think>` out of a text as it streams in. `push` answers the text that is certain by
 * now and holds back what may belong to a block; `end` answers the rest. A block that is never closed goes when the
 * text begins with it and stays elsewhere; a tag in backticks, quotation marks or a code block is text about tags and
 * stays. Blanks around a block that the text begins with go with it; all other text stays as it is.
 *
 * Some servers keep the opening tag to themselves, so that the answer begins with thinking and a lone `</think>` ends
 * it. With `holds`, nothing is passed on before it is clear whether one comes; without, what stood before it is out
 * already, and the tag stays, so that a reader can tell. `onLoneClosing` hears of one either way.
 */
export function createThinkingStripper({
  holds = false,
  onLoneClosing = () => {},
}: {
  holds?: boolean;
  onLoneClosing?: () => void;
} = {}) {
  let tracker = createPlaceTracker();
  /** What came before `held` and waits for a lone closing tag. */
  let waiting: string[] = [];
  let held = '';
  /** Where in `held` the search for the next tag goes on. */
  let from = 0;
  /** The block at whose opening tag `held` begins. */
  let inside: { closing: string; leads: boolean } | null = null;
  let waits = holds;
  let begun = false;
  let trims = false;
  let hasThought = false;

  function release(last: boolean): string {
    let out = '';
    for (;;) {
      if (inside) {
        if (!leave(inside)) return last && !inside.leads ? out + pass(held.length) : out;
        continue;
      }
      if (trims && !begun) held = held.trimStart();
      const tag = findTag(held, { from, begun });
      if (!tag) return out + rest(last);
      const closes = tag.text === anywhere.closing;
      if ((closes && hasThought) || tracker.isAboutTags(held.slice(0, tag.start))) {
        from = tag.start + tag.text.length;
      } else if (closes) {
        onLoneClosing();
        if (waits) drop(tag.start + tag.text.length);
        else out += passTag(tag.start + tag.text.length);
      } else {
        const leads = !begun && held.slice(0, tag.start).trim() === '';
        out += stopWaiting();
        if (leads) held = held.slice(tag.start);
        else out += pass(tag.start);
        inside = { closing: blocks.find(({ opening }) => opening === tag.text)?.closing ?? '', leads };
        from = tag.text.length;
      }
    }
  }

  /** Drops the block that `held` begins with; false while its end has not come. */
  function leave({ closing, leads }: { closing: string; leads: boolean }): boolean {
    const end = held.indexOf(closing, from);
    if (end === -1) {
      // What leads is dropped even if it is never closed, so it need not be kept.
      if (leads && held.length > longestTag) held = held.slice(1 - closing.length);
      from = leads ? 0 : Math.max(from, held.length - closing.length);
      return false;
    }
    held = held.slice(end + closing.length);
    from = 0;
    inside = null;
    hasThought = true;
    trims ||= leads;
    return true;
  }

  /** There is no tag in what is held: it is text, but for what may become a tag. */
  function rest(last: boolean): string {
    if (last) return stopWaiting() + pass(held.length);
    if (waits) {
      if (held.length > longestTag) waiting.push(pass(held.length - longestTag));
      return '';
    }
    const certain = held.length - unfinishedTag(held, begun ? tagsInText : allTags);
    return begun || held.slice(0, certain).trim() ? pass(certain) : '';
  }

  /** Drops what stands before a lone closing tag, and the tag. */
  function drop(length: number): void {
    tracker = createPlaceTracker();
    begun = false;
    waiting = [];
    waits = false;
    held = held.slice(length);
    from = 0;
    trims = true;
    hasThought = true;
  }

  function passTag(length: number): string {
    hasThought = true;
    return pass(length);
  }

  function stopWaiting(): string {
    const text = waiting.join('');
    waiting = [];
    waits = false;
    return text;
  }

  function pass(length: number): string {
    const text = held.slice(0, length);
    held = held.slice(length);
    from = Math.max(from - length, 0);
    if (text.trim()) begun = true;
    tracker.pass(text);
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

/** A whole text without its thinking. */
export function withoutThinking(text: string): string {
  const stripper = createThinkingStripper({ holds: true });
  return (stripper.push(text) + stripper.end()).trim();
}

/** Knows of a text that passes whether its end stands in quotation marks, backticks or a code block. */
function createPlaceTracker() {
  let line = '';
  let fences = 0;
  const isFence = (text: string) => /^ {0,3}```/.test(text);
  /** All that counts of a line, which may be very long. */
  const ends = (text: string) => (text.length > 16 ? text.slice(0, 8) + text.slice(-1) : text);
  return {
    pass(text: string): void {
      const lines = (line + text).split('\n');
      line = ends(lines.pop() ?? '');
      fences += lines.filter(isFence).length;
    },
    isAboutTags(more: string): boolean {
      const text = line + more;
      const inFence = (fences + text.split('\n').filter(isFence).length) % 2 === 1;
      return inFence || /[`'"“]$/.test(text);
    },
  };
}

/** The first tag that counts: any block's where the text may begin with one, `<think>` and `</think>` anywhere. */
function findTag(
  text: string,
  { from, begun }: { from: number; begun: boolean },
): { start: number; text: string } | null {
  const lead = begun || from > 0 ? '' : text.trimStart();
  const leading = lead && allTags.find((tag) => lead.startsWith(tag));
  if (leading) return { start: text.length - lead.length, text: leading };
  const found = tagsInText
    .map((tag) => ({ start: text.indexOf(tag, from), text: tag }))
    .filter(({ start }) => start !== -1)
    .sort((left, right) => left.start - right.start);
  return found[0] ?? null;
}

/** How many characters at the end may be the beginning of a tag. */
function unfinishedTag(text: string, tags: readonly string[]): number {
  for (let length = Math.min(longestTag - 1, text.length); length > 0; length -= 1) {
    const end = text.slice(-length);
    if (tags.some((tag) => tag.length > length && tag.startsWith(end))) return length;
  }
  return 0;
}
