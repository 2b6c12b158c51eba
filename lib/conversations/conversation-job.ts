import { AppError } from '#lib/errors.ts';
import { jobTypes } from '#lib/job-types/index.ts';
import type { InputData } from '#lib/job-types/job-type.ts';
import { jobTypeOf } from '#lib/job-types/job-type-of.ts';
import type { ChatMessage } from '#lib/schema/chat-message.ts';
import type { ChatMode } from '#lib/schema/conversation.ts';
import { isTerminal, type JobStatus } from '#lib/schema/job.ts';
import { type Report, withoutCitationMarks } from '#lib/schema/report.ts';
import { clipAtWord } from '#lib/text/clip-at-word.ts';

/** A turn before, with the job that answered it; null when it was erased. */
export type EarlierTurn = {
  text: string;
  job: { jobId: string; jobType: string; status: string; result: unknown } | null;
};

/** What is kept of a conversation for its next answer, in UTF-16 units: of long texts their beginning. */
const longestWords = { user: 4000, assistant: 3000 };
/** In UTF-8; with the longest message it stays below what a job may be asked. */
const maxConversationBytes = 30 * 1024;
const mostMessages = 20;
const mostEvidenceJobs = 5;

/**
 * The job that answers a message: what was said before goes with it, the oldest first and without citation marks, and
 * so do the newest jobs whose reports rest on pages, for their evidence to be read first.
 */
export function followUp({
  text,
  mode,
  documents,
  earlier,
}: {
  text: string;
  mode: ChatMode;
  /** Ids of the uploads that it is answered from. */
  documents?: string[] | undefined;
  earlier: readonly EarlierTurn[];
}): { jobType: string; input: InputData } {
  const turns = earlier.map((turn) => ({ ...turn, answer: turn.job && readAnswer(turn.job) }));
  const conversation = conversationOf(turns);
  const withEvidence = turns.flatMap(({ job, answer }) => (job && answer?.isCited ? [job.jobId] : []));
  const evidence_from = withEvidence.length > 0 ? withEvidence.slice(-mostEvidenceJobs) : undefined;
  const type = jobTypes.find(({ chat }) => chat?.mode === mode);
  if (!type?.chat) throw new AppError('invalid_request', `mode: nothing answers a message in mode ${mode}.`);
  return { jobType: type.type, input: type.chat.ask({ text, conversation, evidence_from, documents }) };
}

/** The newest messages that fit in; a question that was never answered stays, since it was asked. */
function conversationOf(turns: readonly { text: string; answer: Answer | null }[]): ChatMessage[] {
  const said = turns.flatMap(({ text, answer }): ChatMessage[] => {
    // It was erased with its job.
    if (text === '') return [];
    const words = answer?.text.trim();
    const question = { role: 'user' as const, content: clipAtWord(text, longestWords.user) };
    return words
      ? [question, { role: 'assistant', content: clipAtWord(words, longestWords.assistant) }]
      : [question];
  });
  const kept: ChatMessage[] = [];
  let bytes = 0;
  for (const message of said.slice(-mostMessages).reverse()) {
    bytes += Buffer.byteLength(message.content);
    if (bytes > maxConversationBytes) break;
    kept.unshift(message);
  }
  return kept;
}

type Answer = { text: string; isCited: boolean };

/** What a finished job says; null where it says nothing. */
function readAnswer({ jobType, status, result }: NonNullable<EarlierTurn['job']>): Answer | null {
  if (!isTerminal(status as JobStatus) || result === null) return null;
  const type = jobTypeOf({ job_type: jobType });
  const answer = type.chat && type.readResult(result);
  if (!answer) return null;
  const { report, markdown } = answer;
  if (report)
    return {
      text: withoutCitationMarks(report.markdown),
      isCited: !report.nothing_found && !isOnlyNotes(report),
    };
  return { text: markdown, isCited: false };
}

/** What quotes cannot do is told in words of our own alone, and rests on no page. */
const isOnlyNotes = ({ sentences }: Report): boolean =>
  sentences.length > 0 && sentences.every(({ kind }) => kind === 'note');
