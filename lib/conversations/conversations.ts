import { validate } from 'uuid';
import { z } from 'zod';
import type { Db } from '#lib/db.ts';
import { AppError } from '#lib/errors.ts';
import type { Job as JobRow, Turn as TurnRow } from '#lib/generated/prisma/client.ts';
import type { Transaction } from '#lib/jobs/event-log.ts';
import { toWire } from '#lib/jobs/job-wire.ts';
import { hasEnded, insertJob } from '#lib/jobs/jobs.ts';
import { type ResultSummary, summarizeResults } from '#lib/jobs/summarize-results.ts';
import type { Budget } from '#lib/schema/budget.ts';
import type {
  ChatMode,
  Conversation,
  ConversationList,
  ConversationWithTurns,
  Turn,
} from '#lib/schema/conversation.ts';
import type { Job, JobStatus } from '#lib/schema/job.ts';
import { clipAtWord } from '#lib/text/clip-at-word.ts';
import { followUp } from './conversation-job.ts';

const titleLength = 80;
/** So many turns before a message can matter to it. */
const rememberedTurns = 30;

/** A turn whose job is there. */
export type TakenTurn = Turn & { job: Job };

export type NewTurn = {
  userId: string;
  conversationId: string;
  message: { id: string; text: string };
  mode: ChatMode;
  /** Ids of the uploads that it is answered from. */
  documents?: string[] | undefined;
  /** An ended job that a new conversation begins with, and what it was asked. */
  about?: { jobId: string; text: string; mode: ChatMode } | undefined;
  deadlineSeconds: number;
  budget?: Budget | undefined;
};

/**
 * Adds a message to a conversation, which begins with its first one, and the job that answers it, in one transaction.
 * The same message id again answers the turn that it is. Throws `conflict` while the message before is being answered,
 * `not_found` for somebody else's conversation.
 */
export async function addTurn(db: Db, turn: NewTurn): Promise<TakenTurn> {
  const { userId, conversationId, message, mode, about } = turn;
  return db.$transaction(async (tx) => {
    await lockConversation(tx, { conversationId, userId, title: titleOf((about ?? message).text) });
    const known = await tx.turn.findUnique({
      where: { conversationId_messageId: { conversationId, messageId: message.id } },
      include: { job: true },
    });
    if (known) return answerOf(known, turn);
    const earlier = await readEarlier(tx, conversationId);
    const last = earlier.at(-1);
    if (last?.job && !hasEnded(last.job))
      throw new AppError(
        'conflict',
        'The previous message is still being answered: wait for it, or stop it.',
      );
    if (about) {
      if (last)
        throw new AppError('invalid_request', 'about_job_id: only the first message can be about a job.');
      earlier.push(await beginAbout(tx, { conversationId, about }));
    }
    const job = await insertJob(tx, {
      userId,
      ...followUp({ text: message.text, mode, documents: turn.documents, earlier }),
      // Somebody waits for it, and for no batch.
      priority: 8,
      metadata: { conversation_id: conversationId },
      deadlineSeconds: turn.deadlineSeconds,
      budget: turn.budget,
    });
    const row = await tx.turn.create({
      data: {
        conversationId,
        number: (earlier.at(-1)?.number ?? 0) + 1,
        messageId: message.id,
        text: message.text,
        mode,
        jobId: job.jobId,
      },
    });
    await tx.$executeRaw`UPDATE conversation SET updated_at = now() WHERE conversation_id = ${conversationId}::uuid`;
    return { ...toTurn({ ...row, job }), job: toWire(job) };
  });
}

/** Holds the conversation for this transaction, so that its turns come one after the other. */
async function lockConversation(
  tx: Transaction,
  { conversationId, userId, title }: { conversationId: string; userId: string; title: string },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO conversation (conversation_id, user_id, title) VALUES (${conversationId}::uuid, ${userId}, ${title})
    ON CONFLICT (conversation_id) DO NOTHING`;
  const rows = await tx.$queryRaw<{ user_id: string }[]>`
    SELECT user_id FROM conversation WHERE conversation_id = ${conversationId}::uuid FOR UPDATE`;
  if (rows[0]?.user_id !== userId) throw notFound();
}

type TurnWithJob = TurnRow & { job: JobRow | null };

function answerOf(known: TurnWithJob, { message, mode }: NewTurn): TakenTurn {
  if (!known.job) throw new AppError('not_found', 'The answer to this message has been erased.');
  if (known.text !== message.text || known.mode !== mode)
    throw new AppError('idempotency_mismatch', 'This message id was already used for another message.');
  return { ...toTurn(known), job: toWire(known.job) };
}

const toTurn = ({ messageId, text, mode, createdAt, job }: TurnWithJob): Turn => ({
  message_id: messageId,
  text,
  mode: mode as ChatMode,
  created_at: createdAt.toISOString(),
  job: job && toWire(job),
});

/** The turns before a new one, the oldest first. */
async function readEarlier(tx: Transaction, conversationId: string): Promise<TurnWithJob[]> {
  const turns = await tx.turn.findMany({
    where: { conversationId },
    include: { job: true },
    orderBy: { number: 'desc' },
    take: rememberedTurns,
  });
  return turns.reverse();
}

/** The job stands in the conversation as if it had been asked there. */
const beginAbout = (
  tx: Transaction,
  { conversationId, about }: { conversationId: string; about: NonNullable<NewTurn['about']> },
): Promise<TurnWithJob> =>
  tx.turn.create({
    data: { conversationId, number: 1, messageId: `job:${about.jobId}`, ...about },
    include: { job: true },
  });

const titleOf = (text: string): string => clipAtWord(text.replace(/\s+/g, ' ').trim(), titleLength);

const notFound = () => new AppError('not_found', 'There is no conversation with this id.');

/** The query of `GET /api/v1/conversations`. */
export const ConversationFilter = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
});
export type ConversationFilter = z.infer<typeof ConversationFilter>;

/** One page of the user's conversations, the one that was written in last first. */
export async function listConversations(
  db: Db,
  { userId, filter }: { userId: string; filter: ConversationFilter },
): Promise<ConversationList> {
  const before = filter.cursor ? readCursor(filter.cursor) : undefined;
  const rows = await db.conversation.findMany({
    where: {
      userId,
      ...(before && {
        OR: [
          { updatedAt: { lt: before.updatedAt } },
          { updatedAt: before.updatedAt, conversationId: { lt: before.conversationId } },
        ],
      }),
    },
    include: {
      _count: { select: { turns: true } },
      turns: {
        orderBy: { number: 'desc' },
        take: 1,
        select: { job: { select: { jobId: true, jobType: true, status: true } } },
      },
    },
    orderBy: [{ updatedAt: 'desc' }, { conversationId: 'desc' }],
    take: filter.limit + 1,
  });
  const page = rows.slice(0, filter.limit);
  const last = page.at(-1);
  const summaries = await summarizeResults(
    db,
    page.flatMap(({ turns }) => turns[0]?.job?.jobId ?? []),
  );
  return {
    data: page.map(({ turns: [newest], _count, ...row }) => ({
      ...headOf(row),
      turns: _count.turns,
      last_job: lastJob(newest?.job, summaries),
    })),
    next_cursor: rows.length > filter.limit && last ? writeCursor(last) : null,
  };
}

type Head = { conversationId: string; title: string; createdAt: Date; updatedAt: Date };

const headOf = ({ conversationId, title, createdAt, updatedAt }: Head) => ({
  conversation_id: conversationId,
  title,
  created_at: createdAt.toISOString(),
  updated_at: updatedAt.toISOString(),
});

function lastJob(
  job: Pick<JobRow, 'jobId' | 'jobType' | 'status'> | null | undefined,
  summaries: ReadonlyMap<string, ResultSummary>,
): Conversation['last_job'] {
  if (!job) return null;
  const judge = summaries.get(job.jobId)?.judge;
  return {
    job_id: job.jobId,
    job_type: job.jobType,
    status: job.status as JobStatus,
    claims: judge?.claims ?? null,
    copied: judge?.copied ?? 0,
    page: `/jobs/${job.jobId}`,
  };
}

const writeCursor = ({ updatedAt, conversationId }: Head): string =>
  Buffer.from(`${updatedAt.toISOString()} ${conversationId}`).toString('base64url');

function readCursor(cursor: string): { updatedAt: Date; conversationId: string } {
  const [time = '', conversationId = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const updatedAt = new Date(time);
  if (!validate(conversationId) || Number.isNaN(updatedAt.getTime()))
    throw new AppError('invalid_request', 'cursor: pass next_cursor back unchanged.');
  return { updatedAt, conversationId };
}

type Id = { conversationId: string; userId: string };

/** The user's conversation with its turns and their jobs; an unknown id and somebody else's are the same `not_found`. */
export async function getConversation(
  db: Db,
  { conversationId, userId }: Id,
): Promise<ConversationWithTurns> {
  const row = validate(conversationId)
    ? await db.conversation.findUnique({
        where: { conversationId, userId },
        include: { turns: { orderBy: { number: 'asc' }, include: { job: true } } },
      })
    : null;
  if (!row) throw notFound();
  const newest = row.turns.at(-1)?.job;
  const summaries = await summarizeResults(db, newest ? [newest.jobId] : []);
  return {
    ...headOf(row),
    last_job: lastJob(newest, summaries),
    turns: row.turns.map(toTurn),
  };
}

/** The job that works on the newest message, null when there is none at work. */
export async function findActiveJob(db: Db, { conversationId, userId }: Id): Promise<JobRow | null> {
  const row = validate(conversationId)
    ? await db.conversation.findUnique({
        where: { conversationId, userId },
        include: { turns: { orderBy: { number: 'desc' }, take: 1, include: { job: true } } },
      })
    : null;
  if (!row) throw notFound();
  const job = row.turns[0]?.job ?? null;
  return job && !hasEnded(job) ? job : null;
}

/** Removes a conversation with what was said in it; its jobs stay. */
export async function deleteConversation(db: Db, { conversationId, userId }: Id): Promise<void> {
  if (!validate(conversationId)) throw notFound();
  const { count } = await db.conversation.deleteMany({ where: { conversationId, userId } });
  if (count === 0) throw notFound();
}
