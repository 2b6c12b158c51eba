import { addItem } from '../../add-blocks.ts';
import { oneLine, type PageBlock } from '../../write-blocks.ts';

type Frame = { blocks: PageBlock[]; item: PageBlock[] | undefined; isMade: boolean };

const deepest = 12;
const longestTerm = 200;
const mostWords = 6;

/** Whether a line names what stands deeper below it: an option, or a few words that are no sentence. */
const isName = (line: string): boolean =>
  line.length <= longestTerm &&
  !/[.:;!?]$/.test(line) &&
  (/^[-+<[/$]/.test(line) || line.split(' ').length <= mostWords);

/** Builds the blocks of a manual page from what its macros say, one after the other. */
export function createPageWriter() {
  const blocks: PageBlock[] = [];
  let frames: Frame[] = [{ blocks, item: undefined, isMade: false }];
  let words: string[] = [];
  let code: string[] | undefined;
  let isGlued = false;
  let depth = 0;

  const top = () => frames.at(-1) as Frame;
  const target = () => top().item ?? top().blocks;

  function endParagraph(): void {
    const said = oneLine(words.join(''));
    words = [];
    isGlued = false;
    if (said) target().push({ kind: 'paragraph', words: said });
  }

  /** Words that go on in the paragraph, or a line of code; `isGlued`: the next ones follow without a blank. */
  function say(said: string, { glues = false }: { glues?: boolean } = {}): void {
    if (code) code.push(said);
    else if (!said) isGlued = false;
    else {
      words.push(words.length > 0 && !isGlued ? ` ${said}` : said);
      isGlued = glues;
    }
  }

  function endCode(): void {
    if (!code) return;
    const value = code.join('\n').replace(/^\n+|\s+$/g, '');
    code = undefined;
    if (value) target().push({ kind: 'code', language: '', value });
  }

  function endAll(): void {
    endCode();
    endParagraph();
  }

  function beginItem(term: string, firstNumber?: number): void {
    endAll();
    const frame = top();
    const last = frame.blocks.at(-1);
    const item: PageBlock[] = term ? [{ kind: 'paragraph', words: oneLine(term) }] : [];
    // One with nothing said of it yet is another name of the same.
    const before = last?.kind === 'list' && frame.item ? last.items.at(-1) : undefined;
    const [name] = before?.length === 1 ? before : [];
    if (name?.kind === 'paragraph' && /^[-+]/.test(name.words) && /^[-+]/.test(term)) {
      name.words = `${name.words}, ${oneLine(term)}`;
      return;
    }
    addItem(frame.blocks, item, firstNumber);
    frame.item = item;
  }

  return {
    blocks,
    say,
    endParagraph: endAll,
    /** A heading ends whatever is open. */
    heading(level: number, said: string): void {
      endAll();
      frames = [{ blocks, item: undefined, isMade: false }];
      depth = 0;
      blocks.push({ kind: 'heading', depth: level, words: oneLine(said) });
    },
    beginItem,
    /** One more name of the item that has just begun. */
    addTerm(term: string): void {
      const [first] = top().item ?? [];
      if (first?.kind === 'paragraph') first.words = `${first.words}, ${oneLine(term)}`;
      else beginItem(term);
    },
    endItem(): void {
      endAll();
      top().item = undefined;
    },
    /** What follows stands deeper: below the item that is open, or below a line that names something. */
    indent(): void {
      endAll();
      depth += 1;
      if (depth > deepest) return;
      const { blocks: around, item } = top();
      const last = item ? undefined : around.at(-1);
      const isTerm = last?.kind === 'paragraph' && isName(last.words);
      if (isTerm) {
        around.pop();
        beginItem(last.words);
      }
      frames.push({ blocks: target(), item: undefined, isMade: isTerm });
    },
    outdent(): void {
      endAll();
      if (depth === 0) return;
      depth -= 1;
      if (depth >= deepest || frames.length === 1) return;
      const closed = frames.pop();
      if (closed?.isMade) top().item = undefined;
    },
    beginCode(): void {
      endAll();
      code = [];
    },
    endCode,
    isCode: () => code !== undefined,
    table(rows: string[][]): void {
      endAll();
      if (rows.length > 0) target().push({ kind: 'table', rows });
    },
  };
}
export type PageWriter = ReturnType<typeof createPageWriter>;
