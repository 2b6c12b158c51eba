import type { LanguageModelV4Content, LanguageModelV4GenerateResult } from '@ai-sdk/provider';
import type { Part, PartStream } from './pipe-parts.ts';

/** A whole answer of a model, as plain JSON: it can be stored and given again. */
export type Answer = Pick<
  LanguageModelV4GenerateResult,
  'content' | 'finishReason' | 'usage' | 'warnings' | 'providerMetadata'
>;

/** Puts the parts of a stream together as they pass; `answer()` is the whole once `finish` was among them. */
export function createAnswerCollector() {
  const content: LanguageModelV4Content[] = [];
  const open = new Map<string, { type: 'text' | 'reasoning'; text: string }>();
  let warnings: Answer['warnings'] = [];
  let end: Omit<Answer, 'content' | 'warnings'> | undefined;

  const begin = (kind: 'text' | 'reasoning', id: string) => {
    const piece = { type: kind, text: '' };
    content.push(piece);
    open.set(`${kind} ${id}`, piece);
  };
  const add = (kind: 'text' | 'reasoning', { id, delta }: { id: string; delta: string }) => {
    const piece = open.get(`${kind} ${id}`);
    if (piece) piece.text += delta;
  };

  return {
    push(part: Part): void {
      switch (part.type) {
        case 'stream-start':
          warnings = part.warnings;
          break;
        case 'text-start':
        case 'reasoning-start':
          begin(part.type === 'text-start' ? 'text' : 'reasoning', part.id);
          break;
        case 'text-delta':
        case 'reasoning-delta':
          add(part.type === 'text-delta' ? 'text' : 'reasoning', part);
          break;
        case 'finish': {
          const { finishReason, usage, providerMetadata } = part;
          end = { finishReason, usage, ...(providerMetadata && { providerMetadata }) };
          break;
        }
        case 'tool-call':
        case 'tool-result':
        case 'source':
        case 'file':
          content.push(part);
      }
    },
    answer(): Answer | undefined {
      return end && { content, warnings, ...end };
    },
  };
}

/** Reads a stream to its end; throws what the stream throws, and undefined stands for one without a `finish`. */
export async function collectAnswer(stream: PartStream): Promise<Answer | undefined> {
  const collector = createAnswerCollector();
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) collector.push(next.value);
  return collector.answer();
}

/** The answer once more as a stream, each text in one piece. */
export function streamAnswer({ content, warnings, ...end }: Answer): PartStream {
  const parts: Part[] = content.flatMap((piece, index): Part[] => {
    const id = String(index);
    if (piece.type === 'text') {
      const { text: delta } = piece;
      return [
        { type: 'text-start', id },
        { type: 'text-delta', id, delta },
        { type: 'text-end', id },
      ];
    }
    if (piece.type === 'reasoning') {
      const { text: delta } = piece;
      return [
        { type: 'reasoning-start', id },
        { type: 'reasoning-delta', id, delta },
        { type: 'reasoning-end', id },
      ];
    }
    return [piece];
  });
  const all: Part[] = [{ type: 'stream-start', warnings }, ...parts, { type: 'finish', ...end }];
  return new ReadableStream<Part>({
    start(controller) {
      for (const part of all) controller.enqueue(part);
      controller.close();
    },
  });
}
