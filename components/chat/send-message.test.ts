import { describe, expect, test } from 'vitest';
import { ApiError } from '#lib/client/api-error.ts';
import type { ConversationWithTurns, Turn } from '#lib/schema/conversation.ts';
import { deletedWords, type Outgoing, readRefusal, sendMessage } from './send-message.ts';

const message: Outgoing = { id: 'm1', text: 'Why?', mode: 'answer' };
const turn: Turn = { message_id: 'm1', text: 'Why?', mode: 'answer', created_at: '', job: null };
const problem = (status: number, detail = 'No.') =>
  new ApiError({ type: 'about:blank', title: 'x', status, detail, code: 'x', request_id: '' });
const lost = problem(0);
const conversation = (turns: Turn[]) => ({ turns }) as ConversationWithTurns;
const timing = { longestTryMs: 1000, pausesMs: [1] };

type Answer<T> = T | Error;
/** Sends to a server that gives these answers, the last one again and again. */
async function send({
  posts = [],
  reads = [],
  hasBegun = false,
  stop = new AbortController(),
  leave = new AbortController(),
}: {
  posts?: Answer<Turn>[];
  reads?: Answer<ConversationWithTurns | null>[];
  hasBegun?: boolean;
  stop?: AbortController;
  leave?: AbortController;
}) {
  const calls: string[] = [];
  const next = async <T>(name: string, answers: Answer<T>[]) => {
    const said = calls.filter((call) => call === name).length;
    calls.push(name);
    const answer = answers[Math.min(said, answers.length - 1)];
    if (answer instanceof Error) throw answer;
    return answer as T;
  };
  const delivery = await sendMessage(message, {
    server: { post: () => next('post', posts), read: () => next('read', reads) },
    hasBegun,
    stop: stop.signal,
    leave: leave.signal,
    onLost: () => calls.push('lost'),
    timing,
  });
  return { delivery, calls };
}

describe('a message', () => {
  test('that arrives at once is posted once', async () => {
    expect(await send({ posts: [turn] })).toEqual({ delivery: { state: 'arrived', turn }, calls: ['post'] });
  });

  test('is sent again until it arrives, and looked for before', async () => {
    const { delivery, calls } = await send({ posts: [lost, problem(503), turn], reads: [lost, null] });
    expect(delivery).toEqual({ state: 'arrived', turn });
    expect(calls).toEqual(['post', 'lost', 'read', 'lost', 'read', 'post', 'lost', 'read', 'post']);
  });

  test('whose answer alone was lost is not sent again', async () => {
    const { delivery, calls } = await send({ posts: [lost], reads: [conversation([turn])] });
    expect(delivery).toEqual({ state: 'arrived', turn });
    expect(calls).toEqual(['post', 'lost', 'read']);
  });

  test('that was stopped before it arrived comes back, and one that had arrived does not', async () => {
    const stop = new AbortController();
    stop.abort();
    expect((await send({ posts: [lost], reads: [lost, null], stop })).delivery).toEqual({
      state: 'taken back',
    });
    expect((await send({ posts: [lost], reads: [conversation([turn])], stop })).delivery.state).toBe(
      'arrived',
    );
  });

  test('of a conversation that somebody deleted meanwhile does not begin it anew by itself', async () => {
    const gone = { posts: [lost, turn], reads: [null] };
    expect((await send({ ...gone, hasBegun: true })).delivery).toEqual({
      state: 'refused',
      reason: deletedWords,
    });
    expect((await send(gone)).delivery.state).toBe('arrived');
  });

  test('that is refused is not sent again', async () => {
    const { delivery, calls } = await send({ posts: [problem(409, 'Not now.')] });
    expect(delivery).toEqual({ state: 'refused', reason: 'Not now.' });
    expect(calls).toEqual(['post']);
  });

  test('is left where it is when the page goes', async () => {
    const leave = new AbortController();
    leave.abort();
    expect((await send({ posts: [turn], leave })).delivery).toEqual({ state: 'left' });
  });

  test('waits no longer for a request that nobody answers', async () => {
    const deaf = (_: Outgoing, signal: AbortSignal) =>
      new Promise<Turn>((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(new DOMException('gone', 'AbortError'))),
      );
    const delivery = await sendMessage(message, {
      server: { post: deaf, read: async () => conversation([turn]) },
      hasBegun: false,
      stop: new AbortController().signal,
      leave: new AbortController().signal,
      onLost: () => {},
      timing: { longestTryMs: 5, pausesMs: [1] },
    });
    expect(delivery.state).toBe('arrived');
  });
});

test.each([
  [400, 'No.'],
  [409, 'No.'],
  [422, 'No.'],
  [0, null],
  [408, null],
  [429, null],
  [500, null],
  [503, null],
])('an answer %i is a refusal or passes by itself', (status, reason) => {
  expect(readRefusal(problem(status))).toBe(reason);
});

test('what is no answer at all is no refusal', () => {
  expect(readRefusal(new TypeError('Failed to fetch'))).toBeNull();
});
