import { type ModelMessage, streamText } from 'ai';
import { z } from 'zod';
import { AppError, isAppError, toAppError } from '#lib/errors.ts';
import { builtInModel } from '#lib/models/built-in/built-in-model.ts';
import { discardAnswers } from '#lib/models/record-calls.ts';
import { AuditEntry } from '#lib/schema/audit.ts';
import type { Plan } from '#lib/schema/plan.ts';
import type { Quote } from '#lib/schema/quote.ts';
import { detectLanguage } from '#lib/text/language.ts';
import { joinContinuation } from '../join-continuation.ts';
import { createMarkStream } from '../mark-stream.ts';
import type { Desk, TextWriter } from '../ports.ts';
import type { Prompt } from '../prompts/prompt.ts';
import { withStandIn } from '../stand-in.ts';
import { whyUnusable } from '../why-unusable.ts';

/** A text as its writer left it, before anything was checked; `told` is what whoever follows has of it. */
export const WrittenText = z.object({
  raw: z.string(),
  told: z.string(),
  by: z.enum(['model', 'built-in']),
  audit: z.array(AuditEntry),
});
export type WrittenText = z.infer<typeof WrittenText>;

export type WritingTask = {
  textId: string;
  /** What stands above the text; it is no part of what is asked for. */
  heading?: string | undefined;
  prompt: Prompt;
  /** What is asked, with these quotes. */
  text: (quotes: readonly Quote[]) => string;
  /** The best first: the last go where a model takes in less. */
  quotes: readonly Quote[];
  question: string;
  plan: Plan;
  language: string | undefined;
};

const wentRound = 'The model wrote the same again and again';
const mostContinuations = 3;
/** A text that time or money has cut short is kept from this many characters on; a shorter one is written by code. */
const enoughText = 300;
/** How a call of the writer ended; all but `done` and `repeats` with text there to go on from. */
type End = 'done' | 'repeats' | keyof typeof endWords;
const endWords = {
  length: 'The model reached its limit of length',
  filtered: "The gateway's content filter cut the text off",
  lost: 'The connection to the model was lost again and again',
  over: 'Time or money for the model was over',
};
/** Of the characters that a token stands for, on the careful side. */
const charactersPerToken = 2.5;

/**
 * Writes one text from its quotes and tells it as it comes. What breaks off goes on from there, what is too long for the
 * model is asked with fewer quotes, what cannot be used is asked once anew, and at last the built-in writer writes from
 * the same quotes: a text is never lost.
 */
export async function writeText(desk: Desk, task: WritingTask): Promise<WrittenText> {
  const stored = await desk.store.loadDraft(`written:${task.textId}`);
  if (stored) return WrittenText.parse(stored);
  const written = desk.isBuiltIn('writer')
    ? await writeByCode(desk, task, null)
    : await withStandIn(desk, {
        what: 'A text was written',
        work: () => byModel(desk, task),
        instead: (error) => writeByCode(desk, task, error.message),
      });
  await desk.store.saveDraft(`written:${task.textId}`, written);
  return written;
}

async function byModel(desk: Desk, task: WritingTask): Promise<WrittenText> {
  const writer = await begin(desk, task, desk.modelName('writer'));
  const audit: AuditEntry[] = [];
  try {
    let note = '';
    for (let attempt = 1; ; attempt += 1) {
      const { raw, model, end } = await writeFitting(desk, task, { writer, note });
      const fault = end === 'repeats' ? wentRound : whyUnusable({ ...task, text: raw });
      if (!fault) {
        const cut = end === 'done' || end === 'repeats' ? null : endWords[end];
        const whole = cut === null ? raw : upToLastSentence(raw);
        if (end === 'over' && whole.length < enoughText)
          throw desk.closing.aborted ? toAppError(desk.closing.reason) : new AppError('budget_exceeded');
        if (cut !== null) {
          const why = `${cut}, and the text ends at its last whole sentence.`;
          const before = raw.slice(whole.length);
          if (before.trim()) audit.push({ text_id: task.textId, what: 'cut', why, before, after: null });
          await desk.tell(`cut:${task.textId}`, { type: 'warning', message: why });
        }
        return { raw: whole, told: await writer.flush(), by: 'model', audit };
      }
      await discardAnswers(model);
      if (attempt === 2) throw new AppError('model_output_invalid', `${fault}, twice.`);
      audit.push({ text_id: task.textId, what: 'rewritten', why: `${fault}.`, before: raw, after: null });
      note = `\n\nYour last answer could not be used: ${fault.toLowerCase()}. Write the text that was asked for.`;
      await writer.reset(`${fault}; it is written again.`);
    }
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

/** Begins to tell a text, with its heading, also each time that it begins again. */
async function begin(desk: Desk, { textId, heading }: WritingTask, model: string): Promise<TextWriter> {
  const writer = await desk.openText({ textId, model });
  const lead = heading ? `## ${heading}\n\n` : '';
  writer.write(lead);
  return {
    ...writer,
    async reset(reason) {
      await writer.reset(reason);
      writer.write(lead);
    },
  };
}

/** Writes with as many quotes as the model takes in, fewer each time that it says they were too many. */
async function writeFitting(desk: Desk, task: WritingTask, draft: { writer: TextWriter; note: string }) {
  let quotes = fitting(task, await contextOf(desk));
  for (;;) {
    try {
      return await writeOn(desk, task, { ...draft, quotes });
    } catch (error) {
      if (!isAppError(error) || error.code !== 'model_context_exceeded' || quotes.length <= 1) throw error;
      quotes = quotes.slice(0, fewer(quotes.length, 0.6));
      const characters = task.text(quotes).length + task.prompt.instructions.length;
      await desk.store.saveDraft('context:writer', { characters });
      await draft.writer.reset('It was too much for the model at once; it is written from fewer quotes.');
    }
  }
}

/** What a model takes in, in characters: as it is set, or as an earlier text of the job has learned. */
async function contextOf(desk: Desk): Promise<number> {
  const learned = z.object({ characters: z.number() }).safeParse(await desk.store.loadDraft('context:writer'))
    .data?.characters;
  const tokens = desk.contextOf('writer');
  // A third is left for what is written.
  const set = tokens === null ? Number.POSITIVE_INFINITY : (tokens * charactersPerToken * 2) / 3;
  return Math.min(learned ?? Number.POSITIVE_INFINITY, set);
}

function fitting(task: WritingTask, most: number): readonly Quote[] {
  let quotes = task.quotes;
  while (quotes.length > 1 && task.text(quotes).length + task.prompt.instructions.length > most)
    quotes = quotes.slice(0, fewer(quotes.length, 0.8));
  return quotes;
}

/** A share of so many, at least one fewer and never none. */
const fewer = (count: number, share: number) => Math.max(1, Math.min(count - 1, Math.ceil(count * share)));

/** Writes until the model has said its last word: what is cut by its length or by the connection goes on from the cut. */
async function writeOn(
  desk: Desk,
  task: WritingTask,
  { writer, note, quotes }: { writer: TextWriter; note: string; quotes: readonly Quote[] },
) {
  const createMarks = () =>
    createMarkStream({ quoteNumbers: new Set(task.quotes.map(({ number }) => number)) });
  const asked: ModelMessage = { role: 'user', content: task.text(quotes) + note };
  let raw = '';
  let marks = createMarks();
  const take = async (delta: string) => {
    raw += delta;
    await show(marks.push(delta), writer);
  };
  for (let turn = 0; ; turn += 1) {
    const before = raw;
    let head: string | null = '';
    /** What comes after a cut is looked at first: some models begin anew, others repeat the last words. */
    const takeOn = async (delta: string) => {
      if (before === '' || head === null) return take(delta);
      head += delta;
      if (head.length >= headLength) await settleHead();
    };
    const settleHead = async () => {
      if (head === null) return;
      const joined = joinContinuation(before, head);
      head = null;
      if (joined.startsAnew) {
        raw = '';
        marks = createMarks();
        await writer.reset('The model began the text anew.');
      }
      await take(joined.text);
    };
    const model = desk.model('writer');
    const messages: ModelMessage[] = raw.trim()
      ? [asked, { role: 'assistant', content: raw }, { role: 'user', content: goOn }]
      : [asked];
    const hasText = () => raw.trim() !== '';
    const end = await stream(desk, { model, task, messages, onText: takeOn, hasText });
    if (before) await settleHead();
    const goesOn = end === 'length' || end === 'filtered' || end === 'lost';
    // Who begins anew and comes no further, as one that refuses does, is not asked to go on for ever.
    if (!goesOn || turn === mostContinuations || raw === before) {
      await show(marks.end(), writer);
      return { raw, model, end };
    }
  }
}

/** So much of what comes after a cut is compared with what stands there. */
const headLength = 80;

const goOn =
  'Go on exactly where your text stops, in the middle of the word if need be. Do not repeat anything, and add no remark.';

async function show(delta: { text: string; startsAnew: boolean }, writer: TextWriter): Promise<void> {
  if (delta.startsAnew) await writer.reset('What was written was thinking.');
  if (delta.text) writer.write(delta.text);
}

/** One call of the writer, to whatever ended it. */
async function stream(
  desk: Desk,
  {
    model,
    task,
    messages,
    onText,
    hasText,
  }: {
    model: ReturnType<Desk['model']>;
    task: WritingTask;
    messages: ModelMessage[];
    onText: (delta: string) => Promise<void>;
    hasText: () => boolean;
  },
): Promise<End> {
  const signal = AbortSignal.any([desk.signal, desk.closing]);
  const result = streamText({
    model,
    instructions: task.prompt.instructions,
    messages,
    maxRetries: 0,
    onError: () => {},
    abortSignal: signal,
  });
  let reason = 'stop';
  try {
    for await (const part of result.stream) {
      if (part.type === 'text-delta') await onText(part.text);
      if (part.type === 'finish') reason = part.finishReason;
      if (part.type === 'error') throw part.error;
    }
  } catch (thrown) {
    desk.signal.throwIfAborted();
    if (desk.closing.aborted && hasText()) return 'over';
    signal.throwIfAborted();
    const error = isAppError(thrown) ? thrown : new AppError('model_failed', undefined, { cause: thrown });
    if (error.code === 'budget_exceeded' && hasText()) return 'over';
    if (error.code === 'model_repeats') return 'repeats';
    if ((error.code === 'model_cut_off' || error.code === 'model_failed') && hasText()) return 'lost';
    throw error;
  }
  desk.signal.throwIfAborted();
  if (desk.closing.aborted && hasText()) return 'over';
  signal.throwIfAborted();
  if (reason === 'content-filter') return 'filtered';
  return reason === 'length' ? 'length' : 'done';
}

/** The text to the end of its last whole sentence, line or mark. */
function upToLastSentence(text: string): string {
  const ends = [
    ...text.matchAll(/[.!?。！？।؟]["'”’)\]】]*(?:\s?\[[^\]\n]{1,40}\])*|\|[ \t]*(?=\n|$)|\n(?=\s*\n)/g),
  ];
  const last = ends.at(-1);
  return last ? text.slice(0, last.index + last[0].length) : text;
}

/** The built-in writer: only sentences that stand in the quotes; `why` says why no model writes. */
export async function writeByCode(desk: Desk, task: WritingTask, why: string | null): Promise<WrittenText> {
  const writer = await begin(desk, task, 'built-in');
  const marks = createMarkStream({ quoteNumbers: new Set(task.quotes.map(({ number }) => number)) });
  const { question, plan, quotes, language = detectLanguage(question) } = task;
  const texts = (await desk.store.pages()).map(({ text }) => text);
  const result = streamText({
    model: builtInModel,
    prompt: question,
    providerOptions: { builtin: { task: 'write', question, plan, language, quotes: [...quotes], texts } },
    maxRetries: 0,
    onError: () => {},
    abortSignal: desk.signal,
  });
  let raw = '';
  try {
    for await (const part of result.stream) {
      if (part.type === 'error') throw part.error;
      if (part.type !== 'text-delta') continue;
      raw += part.text;
      await show(marks.push(part.text), writer);
    }
    desk.signal.throwIfAborted();
    await show(marks.end(), writer);
  } catch (error) {
    await writer.abandon();
    throw error;
  }
  const audit: AuditEntry[] =
    why === null ? [] : [{ text_id: task.textId, what: 'written-by-code', why, before: '', after: null }];
  return { raw, told: await writer.flush(), by: 'built-in', audit };
}
