'use client';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { api, isNotFound } from '#components/api.ts';
import { newId } from '#components/new-id.ts';
import { useOnline } from '#components/use-online.ts';
import type { ChatMode, ConversationWithTurns, Turn } from '#lib/schema/conversation.ts';
import { isTerminal, type Job } from '#lib/schema/job.ts';
import { hasCap, type MessageDraft } from './message-draft.ts';
import { type Outgoing, sendMessage } from './send-message.ts';
import { addTurn, mergeTurns, writtenTurns } from './turns.ts';
import { type Stop, useStop } from './use-stop.ts';

/** `lost`: the answer goes on, but no news of it come through; `refused`: the last message was not taken. */
export type ThreadState = 'idle' | 'answering' | 'lost' | 'refused';

/** Where an answer stands, as whoever follows its job tells it. */
export type AnswerNews = Pick<Job, 'job_id' | 'job_type' | 'status' | 'phase'> & {
  isCut: boolean;
  cites: boolean;
  /** Another number whenever there is more to see. */
  extent: number;
};

export type Thread = {
  turns: Turn[];
  /** The message that is on its way, or was refused. */
  outgoing: Outgoing | null;
  state: ThreadState;
  /** Why the last message was not taken. */
  refusal: string | null;
  /** The newest answer; undefined until something is known of it. */
  newest: AnswerNews | undefined;
  /** Whether an answer cites pages. */
  cites: boolean;
  onNews: (news: AnswerNews) => void;
  stop: Stop;
  /** Gives the id of the message. */
  send: (text: string, mode: ChatMode, limits: Pick<MessageDraft, 'budget' | 'documents'>) => string;
  /** Sends a message that was refused once more. */
  sendAgain: () => void;
  /** Takes a message that was refused back. */
  takeBack: () => void;
};

/**
 * A conversation: its turns, and what can be done in it. A message that did not arrive is sent again under the same id,
 * or, once it is stopped, taken back: `onTakeBack` gets its words. Each answer follows its own job and tells of it by
 * `onNews`. `newestJob` is the newest that the list of conversations knows of: what was asked in another tab comes in too.
 */
export function useThread({
  id,
  turns: initial,
  aboutJobId,
  newestJob,
  onTakeBack,
}: {
  id: string;
  turns: Turn[];
  aboutJobId: string | undefined;
  newestJob: string | undefined;
  onTakeBack: (words: string) => void;
}): Thread {
  const [turns, setTurns] = useState(initial);
  const [sent, setSent] = useState<Outgoing | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isLost, setLost] = useState(false);
  const [news, setNews] = useState<Record<string, AnswerNews>>({});
  const isOnline = useOnline();
  useNewTurns(id, { turns, newestJob, onTurns: (fresh) => setTurns((now) => mergeTurns(now, fresh)) });

  const outgoing = sent && turns.every(({ message_id }) => message_id !== sent.id) ? sent : null;
  const job = turns.at(-1)?.job;
  const newest = job ? news[job.job_id] : undefined;
  const status = newest?.status ?? job?.status;
  const isAnswering = status !== undefined && !isTerminal(status);
  const stop = useStop({
    jobId: outgoing === null && isAnswering ? job?.job_id : undefined,
    over: outgoing === null ? !isAnswering : refusal !== null,
  });

  const leave = useRef<AbortController>(undefined);
  useEffect(() => {
    const leaving = new AbortController();
    leave.current = leaving;
    return () => leaving.abort();
  }, []);

  const end = (message: Outgoing) => {
    setSent((now) => (now === message ? null : now));
    setRefusal(null);
  };
  const takeBack = (message: Outgoing) => {
    end(message);
    onTakeBack(message.text);
  };
  const deliver = async (message: Outgoing) => {
    setSent(message);
    setRefusal(null);
    setLost(false);
    const delivery = await sendMessage(message, {
      server: {
        post: ({ id: messageId, text, ...more }, signal) =>
          api.addTurn(id, { message: { id: messageId, text }, ...more }, signal),
        read: () => readConversation(id),
      },
      hasBegun: writtenTurns(turns).length > 0,
      stop: stop.begin(),
      leave: leave.current?.signal ?? new AbortController().signal,
      onLost: () => setLost(true),
    });
    if (delivery.state === 'refused') setRefusal(delivery.reason);
    if (delivery.state === 'taken back') takeBack(message);
    if (delivery.state !== 'arrived') return;
    setTurns((now) => addTurn(now, delivery.turn));
    end(message);
  };

  return {
    turns,
    outgoing,
    state: stateOf({
      outgoing,
      refusal,
      isLost: isLost || !isOnline,
      isAnswering,
      isCut: (newest?.isCut ?? false) || !isOnline,
    }),
    refusal: outgoing && refusal,
    newest,
    cites: Object.values(news).some(({ cites }) => cites),
    onNews: useCallback((fresh: AnswerNews) => setNews((now) => ({ ...now, [fresh.job_id]: fresh })), []),
    stop,
    send(text, mode, { budget, documents }) {
      const about =
        aboutJobId !== undefined && writtenTurns(turns).length === 0 ? { about_job_id: aboutJobId } : {};
      const message = {
        id: newId(),
        text,
        mode,
        ...(hasCap(budget) && { budget }),
        ...(documents.length > 0 && { documents: documents.map((document) => document.id) }),
        ...about,
      };
      void deliver(message);
      return message.id;
    },
    sendAgain: () => {
      if (outgoing) void deliver(outgoing);
    },
    takeBack: () => {
      if (outgoing) takeBack(outgoing);
    },
  };
}

function stateOf(given: {
  outgoing: Outgoing | null;
  refusal: string | null;
  isLost: boolean;
  isAnswering: boolean;
  isCut: boolean;
}): ThreadState {
  if (given.outgoing) {
    if (given.refusal !== null) return 'refused';
    return given.isLost ? 'lost' : 'answering';
  }
  if (!given.isAnswering) return 'idle';
  return given.isCut ? 'lost' : 'answering';
}

/** Loads the conversation anew whenever a job is known that answers none of its turns. */
function useNewTurns(
  id: string,
  {
    turns,
    newestJob,
    onTurns,
  }: { turns: Turn[]; newestJob: string | undefined; onTurns: (turns: Turn[]) => void },
): void {
  const isBehind = newestJob !== undefined && turns.every(({ job }) => job?.job_id !== newestJob);
  const { data } = useQuery({
    queryKey: ['turns', id, newestJob],
    queryFn: () => readConversation(id),
    enabled: isBehind,
    retry: true,
    gcTime: 0,
  });
  const call = useRef(onTurns);
  useEffect(() => {
    call.current = onTurns;
  });
  useEffect(() => {
    if (data) call.current(data.turns);
  }, [data]);
}

/** Null for a conversation that there is not: its first message has not arrived, or somebody deleted it. */
async function readConversation(id: string): Promise<ConversationWithTurns | null> {
  try {
    return await api.getConversation(id);
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}
