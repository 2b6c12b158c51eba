import { APICallError } from 'ai';
import { Problem } from '#lib/schema/problem.ts';
import { sendUrl } from './chat-transport.ts';

const worthAnotherTry = [408, 425, 429];

/**
 * Why the server did not take a message, in its words; null for an error that may pass by itself, and for one of
 * reading on: a conversation whose first message did not arrive is not there yet.
 */
export function readRefusal(error: unknown): string | null {
  if (!APICallError.isInstance(error)) return null;
  const { url, statusCode = 0, responseBody = '' } = error;
  if (url !== sendUrl) return null;
  if (statusCode < 400 || statusCode >= 500 || worthAnotherTry.includes(statusCode)) return null;
  const { data } = Problem.safeParse(parse(responseBody));
  return data?.detail || data?.title || `The server answered ${statusCode}.`;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
