import { isApiError } from '#lib/client/api-client.ts';
import { onNetworkChange, wait } from '#lib/client/network.ts';
import type { Budget } from '#lib/schema/budget.ts';
import type { ChatMode, ConversationWithTurns, Turn } from '#lib/schema/conversation.ts';

/** A person's message on its way, under an id that was made here: sending it again changes nothing. */
export type Outgoing = {
  id: string;
  text: string;
  mode: ChatMode;
  budget?: Budget;
  documents?: string[];
  about_job_id?: string;
};

/** What became of a message; `left`: nobody waits for it any more. */
export type Delivery =
  | { state: 'arrived'; turn: Turn }
  | { state: 'refused'; reason: string }
  | { state: 'taken back' }
  | { state: 'left' };

type Given = {
  /** The conversation on the server; `read` answers null where there is none. */
  server: {
    post: (message: Outgoing, signal: AbortSignal) => Promise<Turn>;
    read: () => Promise<ConversationWithTurns | null>;
  };
  /** The server has had this conversation before. */
  hasBegun: boolean;
  /** The person wants no answer any more. */
  stop: AbortSignal;
  /** The page goes away: nothing is tried again. */
  leave: AbortSignal;
  onLost: () => void;
  timing?: { longestTryMs: number; pausesMs: number[] };
};

const usualTiming = { longestTryMs: 30_000, pausesMs: [300, 700, 1500, 3000, 5000] };
export const deletedWords = 'The conversation was deleted meanwhile. Sent again, the message begins it anew.';

/**
 * Sends a message until it has arrived or was refused, with growing pauses and whenever the network comes back. Before
 * another try it looks whether the message has arrived after all; one that has not is taken back once it was stopped.
 */
export async function sendMessage(message: Outgoing, given: Given): Promise<Delivery> {
  const { server, stop, leave, onLost, timing = usualTiming } = given;
  for (let tries = 0; !leave.aborted; tries += 1) {
    try {
      const known = tries === 0 ? null : await lookUp(message, given);
      return (
        known ?? { state: 'arrived', turn: await tryFor(timing, (signal) => server.post(message, signal)) }
      );
    } catch (error) {
      const reason = readRefusal(error);
      if (reason !== null) return { state: 'refused', reason };
    }
    onLost();
    const pauseMs = timing.pausesMs[Math.min(tries, timing.pausesMs.length - 1)] ?? 0;
    await wait(pauseMs, stop.aborted ? leave : AbortSignal.any([leave, stop]));
  }
  return { state: 'left' };
}

/** What became of a message that was sent before; null where it is to be sent again. */
async function lookUp(message: Outgoing, { server, hasBegun, stop }: Given): Promise<Delivery | null> {
  const conversation = await server.read();
  const turn = conversation?.turns.find(({ message_id: id }) => id === message.id);
  if (turn) return { state: 'arrived', turn };
  if (stop.aborted) return { state: 'taken back' };
  // Somebody deleted the conversation, and perhaps this message with it.
  return conversation === null && hasBegun ? { state: 'refused', reason: deletedWords } : null;
}

/** A request that takes too long, or was open when the network came back, is dead and does not always say so. */
async function tryFor<T>(
  { longestTryMs }: { longestTryMs: number },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const attempt = new AbortController();
  const stopListening = onNetworkChange('online', () => attempt.abort());
  const timer = setTimeout(() => attempt.abort(), longestTryMs);
  try {
    return await work(attempt.signal);
  } finally {
    clearTimeout(timer);
    stopListening();
  }
}

const passing = [408, 425, 429];

/** Why the server did not take a message, in its words; null for what may pass by itself. */
export function readRefusal(error: unknown): string | null {
  if (!isApiError(error)) return null;
  const { status } = error.problem;
  return status >= 400 && status < 500 && !passing.includes(status) ? error.message : null;
}
