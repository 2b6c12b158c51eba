'use client';
import { useEffect, useMemo, useRef } from 'react';
import { JumpButton } from '#components/job/jump-button.tsx';
import { useFollow } from '#components/job-log/use-follow.ts';
import type { ChatMode } from '#lib/schema/conversation.ts';
import type { Job } from '#lib/schema/job.ts';
import { Answer, AnswerLoading } from './answer.tsx';
import { isErased } from './arrange-turns.ts';
import { describeThread } from './describe-thread.ts';
import { messageFieldId } from './keeps-escape.ts';
import { type Message, wordsOf } from './message.ts';
import { MessageField } from './message-field.tsx';
import { describeMode, usualMode } from './mode-words.ts';
import { Question } from './question.tsx';
import { StartHere } from './start-here.tsx';
import { takenMessages } from './taken-messages.ts';
import { ThreadBar } from './thread-bar.tsx';
import { ThreadNotice } from './thread-notice.tsx';
import { useMessageDraft } from './use-message-draft.ts';
import { type Thread, type ThreadState, useThread } from './use-thread.ts';

/** A conversation as it is read and written. */
export function ThreadView({
  id,
  title,
  jobs = [],
  messages,
  aboutJobId,
  newest,
  isBuiltIn,
  draftKey = id,
  onBegin,
}: {
  id: string;
  title: string;
  /** The rows of its jobs, as far as the page came with them. */
  jobs?: Job[];
  messages: Message[];
  aboutJobId?: string | undefined;
  newest?: string | undefined;
  isBuiltIn: boolean;
  /** Under what the unsent message is kept. */
  draftKey?: string;
  /** Called when the first message has arrived, with its words. */
  onBegin?: (text: string) => void;
}) {
  const onTakeBack = (words: string) => {
    putBack(words);
    focusField();
  };
  const thread = useThread({ id, messages, aboutJobId, newest, onTakeBack });
  const { draft, change, putBack } = useMessageDraft(draftKey, thread.messages);
  useBegin(takenMessages(thread.messages)[0], onBegin);
  const modes = { isBuiltIn, hasEvidence: thread.messages.some(citesPages) };
  const mode = draft.mode ?? usualMode(modes);
  const column = useRef<HTMLDivElement>(null);
  const answering = thread.state === 'answering' || thread.state === 'lost';
  const growth = extentOf(thread);
  const { isBelow, jump, begin } = useFollow(column, { writing: answering, growth, from: newestQuestion });
  const send = (text: string, as: ChatMode) => {
    // Kept until it has arrived: until then the page is the only place where it is.
    change({ sent: { id: thread.send(text, as), text } });
    begin();
  };
  const edit = (text: string) => {
    change({ text });
    focusField();
  };
  return (
    <main id="main" className="flex min-h-0 min-w-0 flex-col">
      <ThreadBar title={title} />
      <div className="relative min-h-0 flex-1">
        <div
          ref={column}
          role="log"
          aria-live="off"
          aria-label="Conversation"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          className="relative flex h-full flex-col overflow-auto px-4 py-6 -outline-offset-2! max-mid:px-3 max-mid:py-4"
        >
          <div className="mx-auto flex w-full max-w-[44rem] flex-1 flex-col gap-5">
            {thread.messages.length === 0 && <StartHere onPick={edit} />}
            <Messages thread={thread} jobs={jobs} onAsk={answering ? undefined : send} />
            <ThreadNotice thread={thread} />
          </div>
        </div>
        {isBelow && <JumpButton label="Jump to latest" iconOnly={!answering} onClick={jump} />}
      </div>
      {/* Said once a state; the text itself is not read out as it grows. */}
      <p role="status" className="sr-only">
        {describeThread(thread)}
      </p>
      <MessageField
        text={draft.text}
        onText={(text) => change({ text })}
        mode={mode}
        onMode={(chosen) => change({ mode: chosen })}
        hint={describeMode(mode, modes)}
        placeholder={thread.messages.length === 0 ? 'Ask a question' : 'Ask on'}
        answering={answering}
        stopping={thread.stop.isAsked}
        onSend={() => {
          send(draft.text.trim(), mode);
          change({ text: '' });
        }}
        onStop={thread.stop.ask}
      />
    </main>
  );
}

const marginPx = 16;

/** Where a reader of the newest answer begins: at its question, or at the end of one that is long. */
function newestQuestion(column: Element): number {
  const question = [...column.querySelectorAll('[data-question]')].at(-1)?.getBoundingClientRect();
  if (!question) return column.scrollHeight;
  const most = column.clientHeight * 0.4;
  const top = Math.max(question.top, question.bottom - most) - column.getBoundingClientRect().top;
  return column.scrollTop + top - marginPx;
}

const focusField = () => document.getElementById(messageFieldId)?.focus();

/** Tells once that the conversation has begun. */
function useBegin(first: Message | undefined, onBegin: ((words: string) => void) | undefined): void {
  const call = useRef(onBegin);
  useEffect(() => {
    call.current = onBegin;
  });
  const words = first && wordsOf(first);
  useEffect(() => {
    if (words !== undefined) call.current?.(words);
  }, [words]);
}

function Messages({
  thread,
  jobs,
  onAsk,
}: {
  thread: Thread;
  jobs: Job[];
  onAsk: ((text: string, mode: ChatMode) => void) | undefined;
}) {
  const ask = useRef(onAsk);
  useEffect(() => {
    ask.current = onAsk;
  });
  const { messages, state } = thread;
  const last = messages.at(-1);
  const question = messages.findLast(({ role }) => role === 'user');
  const canAsk = onAsk !== undefined && question !== undefined;
  const askAgain = useMemo(
    () =>
      canAsk ? () => ask.current?.(wordsOf(question), question.metadata?.mode ?? 'research') : undefined,
    [canAsk, question],
  );
  return (
    <>
      {messages.map((message) => {
        if (message.role === 'user') return <Question key={message.id} text={wordsOf(message)} />;
        if (isErased(message)) return <Erased key={message.id} />;
        return (
          <Answer
            key={message.id}
            message={message}
            job={jobs.find(({ job_id }) => job_id === message.id)}
            onAskAgain={message === last ? askAgain : undefined}
          />
        );
      })}
      {last?.role === 'user' && state !== 'refused' && <AnswerLoading />}
    </>
  );
}

const Erased = () => <p className="text-ink-3">The job of this answer was erased.</p>;

const citesPages = ({ parts }: Message): boolean => parts.some(({ type }) => type === 'data-citation');

const notices: Record<ThreadState, number> = { answering: 0, lost: 0.2, refused: 0.4, idle: 0.6 };

/** Another number whenever there is more to see. */
function extentOf({ messages, state, stop }: Thread): number {
  const last = messages.at(-1);
  const written = last?.parts.reduce((sum, part) => sum + (part.type === 'text' ? part.text.length : 1), 0);
  return messages.length * 1e7 + (written ?? 0) + notices[state] + (stop.fault ? 0.1 : 0);
}
