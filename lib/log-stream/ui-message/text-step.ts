import { type DataChunk, type JobMessageChunk, part } from './job-message.ts';

/** `final` is the text as it was published; null until that was told. */
type Text = { id: string; beginnings: number; written: string; final: string | null; isOpen: boolean };

/** The step of a message that its texts stand in, one text part each. */
export type TextStep = {
  hasBegun: boolean;
  /** The texts in the order in which they are read. */
  texts: Map<string, Text>;
  /** Data parts before the texts, by type and id: they stay where they are. */
  before: Set<string>;
  /** Data parts that came with the texts, which a reset takes away. */
  beside: Map<string, DataChunk>;
};

export const beginTextStep = (): TextStep => ({
  hasBegun: false,
  texts: new Map(),
  before: new Set(),
  beside: new Map(),
});

/** The part of a text in the stream: another one each time that its writing begins. */
const partIdOf = ({ id, beginnings }: Text): string => (beginnings === 1 ? id : `${id}:${beginnings}`);

/** Opens texts in the order in which they are read, before there is a word of them; one that is open stays. */
export function openTexts(step: TextStep, ids: readonly string[]): JobMessageChunk[] {
  return ids.flatMap((id) => (step.texts.has(id) ? [] : open(step, id)));
}

function open(step: TextStep, id: string): JobMessageChunk[] {
  const begun: JobMessageChunk[] = step.hasBegun ? [] : [{ type: 'start-step' }];
  step.hasBegun = true;
  const text = { id, beginnings: 1, written: '', final: null, isOpen: true };
  step.texts.set(id, text);
  return [...begun, { type: 'text-start', id: partIdOf(text) }];
}

/** A text begins; where it had begun before, what was written of it goes. */
export function startText(step: TextStep, id: string): JobMessageChunk[] {
  const text = step.texts.get(id);
  if (!text) return open(step, id);
  return text.written === '' && text.isOpen
    ? []
    : resetText(step, { text_id: id, reason: 'It began again.' });
}

export function writeText(
  step: TextStep,
  { text_id, delta }: { text_id: string; delta: string },
): JobMessageChunk[] {
  const begun = openTexts(step, [text_id]);
  const text = step.texts.get(text_id);
  if (!text?.isOpen) return begun;
  text.written += delta;
  return [...begun, { type: 'text-delta', id: partIdOf(text), delta }];
}

/** Takes back what was written of a text: all of the step is sent once more without it. */
export function resetText(
  step: TextStep,
  { text_id, reason }: { text_id: string; reason: string },
): JobMessageChunk[] {
  const text = step.texts.get(text_id);
  if (!text) return open(step, text_id);
  const told = resetPart(text, reason);
  Object.assign(text, { written: '', final: null });
  return sendAgain(step, [told]);
}

/** What was streamed may be the text already; where it is not, it is sent when all texts that end with it are known. */
export function endText(
  step: TextStep,
  { text_id, text: final }: { text_id: string; text: string },
): JobMessageChunk[] {
  const known = step.texts.get(text_id);
  if (known) {
    known.final = final;
    return known.written === final && final !== '' ? close(known) : [];
  }
  if (final === '') return [];
  if (changedIn(step).length === 0) {
    const written = [...open(step, text_id), ...writeText(step, { text_id, delta: final })];
    return [...written, ...endText(step, { text_id, text: final })];
  }
  step.texts.set(text_id, { id: text_id, beginnings: 0, written: '', final, isOpen: false });
  return [];
}

/** Sends the texts as they ended where that is not what was streamed. */
export function settleTexts(step: TextStep): JobMessageChunk[] {
  const changed = changedIn(step);
  if (changed.length === 0) return [];
  const reason = 'It is sent once more as it was published.';
  const told = changed.filter(({ beginnings }) => beginnings > 0).map((text) => resetPart(text, reason));
  return sendAgain(step, told);
}

const resetPart = (text: Text, reason: string): DataChunk =>
  part('text-reset', `text-reset:${partIdOf(text)}`, { text_id: partIdOf(text), reason });

const changedIn = ({ texts }: TextStep): Text[] =>
  [...texts.values()].filter(
    ({ written, final, isOpen }) => final !== null && (written !== final || (isOpen && final === '')),
  );

function sendAgain(step: TextStep, told: DataChunk[]): JobMessageChunk[] {
  const ended = closeTexts(step);
  const texts = [...step.texts.values()].flatMap((text): JobMessageChunk[] => {
    text.written = text.final ?? text.written;
    if (text.final === '') return [];
    text.beginnings += 1;
    text.isOpen = true;
    const id = partIdOf(text);
    const words: JobMessageChunk[] = text.written ? [{ type: 'text-delta', id, delta: text.written }] : [];
    return [{ type: 'text-start', id }, ...words, ...(text.final === null ? [] : close(text))];
  });
  return [...ended, { type: 'reset-step' }, ...step.beside.values(), ...told, ...texts];
}

function close(text: Text): JobMessageChunk[] {
  if (!text.isOpen) return [];
  text.isOpen = false;
  return [{ type: 'text-end', id: partIdOf(text) }];
}

/** Ends the step with all texts that are open. */
export function closeTexts({ hasBegun, texts }: TextStep): JobMessageChunk[] {
  if (!hasBegun) return [];
  return [...[...texts.values()].flatMap(close), { type: 'finish-step' }];
}

/** Remembers a data part, so that it can be sent again after a reset of the step that it stands in. */
export function keepPart({ hasBegun, before, beside }: TextStep, chunk: DataChunk): void {
  const key = `${chunk.type} ${chunk.id}`;
  if (!hasBegun) before.add(key);
  else if (!before.has(key)) beside.set(key, chunk);
}
