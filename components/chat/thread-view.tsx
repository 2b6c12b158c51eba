'use client';
import { Fragment, useEffect, useMemo, useRef } from 'react';
import { JumpButton } from '#components/job/jump-button.tsx';
import type { JobLog } from '#components/job-log/reduce-events.ts';
import { useFollow } from '#components/job-log/use-follow.ts';
import type { ChatMode, Turn } from '#lib/schema/conversation.ts';
import { Answer, AnswerLoading } from './answer.tsx';
import { describeThread } from './describe-thread.ts';
import { messageFieldId } from './is-escape-for-field.ts';
import { MessageField } from './message-field.tsx';
import { describeMode, usualMode } from './mode-words.ts';
import { Question } from './question.tsx';
import { StartHere } from './start-here.tsx';
import { ThreadBar } from './thread-bar.tsx';
import { ThreadNotice } from './thread-notice.tsx';
import { writtenTurns } from './turns.ts';
import { useMessageDraft } from './use-message-draft.ts';
import { type Thread, type ThreadState, useThread } from './use-thread.ts';

/** A conversation as it is read and written. */
export function ThreadView({
  id,
  title,
  turns,
  logs,
  aboutJobId,
  newestJob,
  isBuiltIn,
  hasSamples = false,
  draftKey = id,
  onBegin,
}: {
  id: string;
  title: string;
  turns: Turn[];
  /** What the logs of its jobs said, as far as the page came with that; by the ids of the jobs. */
  logs: Record<string, JobLog>;
  aboutJobId?: string | undefined;
  newestJob?: string | undefined;
  isBuiltIn: boolean;
  /** Whether the sample questions can be answered here. */
  hasSamples?: boolean;
  /** Under what the unsent message is kept. */
  draftKey?: string;
  /** Called when the first message has arrived, with its words. */
  onBegin?: (text: string) => void;
}) {
  const onTakeBack = (words: string) => {
    putBack(words);
    focusField();
  };
  const thread = useThread({ id, turns, aboutJobId, newestJob, onTakeBack });
  const { draft, change, putBack } = useMessageDraft(draftKey, thread.turns);
  useBegin(writtenTurns(thread.turns)[0]?.text, onBegin);
  const isEmpty = thread.turns.length === 0 && thread.outgoing === null;
  const cited = Object.values(logs).some(({ citations }) => citations.length > 0);
  const modes = { isBuiltIn, hasEvidence: cited || thread.cites };
  const mode = draft.mode ?? usualMode(modes);
  const column = useRef<HTMLDivElement>(null);
  const answering = thread.state === 'answering' || thread.state === 'lost';
  const growth = extentOf(thread);
  const { isBelow, jump, begin } = useFollow(column, { writing: answering, growth, from: newestQuestion });
  const send = (text: string, as: ChatMode) => {
    // Kept until it has arrived: until then the page is the only place where it is.
    change({ sent: { id: thread.send(text, as, draft), text } });
    begin();
  };
  const edit = (text: string) => {
    change({ text });
    focusField();
  };
  return (
    <main id="main" className="flex min-h-0 min-w-0 flex-col [@media(max-height:24rem)]:overflow-auto">
      <ThreadBar title={title} />
      {/* On a screen as low as at 400 %, the thread keeps room to be read, and the page scrolls to the field. */}
      <div className="relative min-h-0 flex-1 [@media(max-height:24rem)]:min-h-40">
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
            {isEmpty && <StartHere onPick={hasSamples ? edit : undefined} />}
            <Turns thread={thread} logs={logs} onAsk={answering ? undefined : send} />
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
        budget={draft.budget}
        onBudget={(budget) => change({ budget })}
        documents={draft.documents}
        onDocuments={(edit) => change((now) => ({ documents: edit(now.documents) }))}
        hint={draft.documents.length > 0 ? ofFiles : describeMode(mode, modes)}
        placeholder={isEmpty ? 'Ask a question' : 'Ask on'}
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

const ofFiles = 'Answered from these files alone, with citations, until you take them away.';
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
function useBegin(words: string | undefined, onBegin: ((words: string) => void) | undefined): void {
  const call = useRef(onBegin);
  useEffect(() => {
    call.current = onBegin;
  });
  useEffect(() => {
    if (words !== undefined) call.current?.(words);
  }, [words]);
}

function Turns({
  thread,
  logs,
  onAsk,
}: {
  thread: Thread;
  logs: Record<string, JobLog>;
  onAsk: ((text: string, mode: ChatMode) => void) | undefined;
}) {
  const ask = useRef(onAsk);
  useEffect(() => {
    ask.current = onAsk;
  });
  const { turns, outgoing, state, onNews } = thread;
  const last = turns.at(-1);
  const canAsk = onAsk !== undefined && outgoing === null;
  const askAgain = useMemo(
    () => (canAsk && last?.text ? () => ask.current?.(last.text, last.mode) : undefined),
    [canAsk, last],
  );
  return (
    <>
      {turns.map((turn) => (
        <Fragment key={turn.message_id}>
          {turn.text && <Question text={turn.text} />}
          {turn.job ? (
            <Answer
              job={turn.job}
              log={logs[turn.job.job_id]}
              onNews={onNews}
              onAskAgain={turn === last ? askAgain : undefined}
            />
          ) : (
            <p className="text-ink-3">
              {turn.text ? 'The job of this answer was erased.' : 'A message and its answer were erased.'}
            </p>
          )}
        </Fragment>
      ))}
      {outgoing && (
        <Fragment key={outgoing.id}>
          <Question text={outgoing.text} />
          {state !== 'refused' && <AnswerLoading />}
        </Fragment>
      )}
    </>
  );
}

const notices: Record<ThreadState, number> = { answering: 0, lost: 0.2, refused: 0.4, idle: 0.6 };

/** Another number whenever there is more to see. */
function extentOf({ turns, outgoing, newest, state, stop }: Thread): number {
  const messages = turns.length * 2 + (outgoing ? 1 : 0);
  return messages * 1e7 + (newest?.extent ?? 0) + notices[state] + (stop.fault ? 0.1 : 0);
}
