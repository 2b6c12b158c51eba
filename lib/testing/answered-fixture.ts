import type { Request } from './fake-request.ts';
import type { Fixture } from './fixture-server.ts';

/** The pieces that the fixtures' answers consist of, in their order; one that is cut has the first of them. */
const pieces = ['The valve', ' opens at 3.5', ' bar.[q1]', ' Grüße, 日本', ' 🦊.[q2]'];

/** A fixture whose words are those of an answer: of one that breaks off, as much of it. */
export function withAnswer(fixture: Fixture, answer: string): Fixture {
  const letters = Array.from(answer);
  const size = Math.ceil(letters.length / pieces.length);
  const parts = pieces.map((_, index) => letters.slice(index * size, (index + 1) * size).join(''));
  const body = pieces.reduce(
    (text, piece, index) => text.replaceAll(piece, () => JSON.stringify(parts[index]).slice(1, -1)),
    fixture.body,
  );
  return { ...fixture, body };
}

/** Whether a server that answers a fixture to what it does not understand would answer it to this request. */
export function refuses({ expect, how }: Fixture, asked: Request): boolean {
  if (!how.then) return true;
  const body = asked as unknown as Record<string, unknown>;
  const { json, limit_tokens, effort, temperature, system, has, lacks, roles } = expect as {
    json?: true;
    limit_tokens?: number;
    effort?: string;
    temperature?: number;
    system?: string;
    has?: Record<string, unknown>;
    lacks?: string[];
    roles?: string[];
  };
  if (json) return asked.response_format?.type === 'json_schema';
  if (limit_tokens) return (asked.max_tokens ?? 0) > Number(has?.max_tokens ?? 0);
  if (effort) return 'reasoning_effort' in body;
  if (temperature) return 'temperature' in body;
  if (system || roles) return asked.messages.some(({ role }) => role === 'system');
  const isAsWanted = Object.keys(has ?? {}).every((name) => name in body && body[name] !== true);
  return !isAsWanted || (lacks ?? []).some((name) => name in body);
}
