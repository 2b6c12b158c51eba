import type { z } from 'zod';
import { type ChatRequest, ConversationList, ConversationWithTurns, Turn } from '#lib/schema/conversation.ts';
import { DocumentList, FolderFiles, UploadedDocument } from '#lib/schema/document.ts';
import { Estimate } from '#lib/schema/estimate.ts';
import { EventPage } from '#lib/schema/event.ts';
import { Evidence } from '#lib/schema/evidence.ts';
import { type CreateJob, Job, JobList, type JobStatus } from '#lib/schema/job.ts';
import { ModelStates } from '#lib/schema/model-states.ts';
import type { Plan } from '#lib/schema/plan.ts';
import { Session } from '#lib/schema/session.ts';
import { SourceList, SourceTrial } from '#lib/schema/source.ts';
import { readApiError, unreachable, unreadableAnswer } from './api-error.ts';
import { type FollowOptions, followJob } from './follow-job.ts';

export { ApiError, isApiError } from './api-error.ts';
export type { Connection } from './follow-job.ts';

export type ListJobs = { status?: JobStatus; q?: string; cursor?: string; limit?: number };
export type ApiClient = ReturnType<typeof createApiClient>;

type Call<T> = {
  method?: string;
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  form?: FormData;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  answer: z.ZodType<T>;
};

/**
 * A client of the job API for browsers and the command line. Every call parses what it gets, and throws `ApiError` with
 * the server's Problem (or one in our words when the server cannot be reached).
 */
export function createApiClient({
  baseUrl = '',
  headers = {},
}: {
  baseUrl?: string;
  headers?: Record<string, string>;
} = {}) {
  const send = (path: string, init: RequestInit) =>
    fetch(`${baseUrl}${path}`, { cache: 'no-store', ...init, headers: { ...headers, ...init.headers } });

  async function call<T>(path: string, { answer, query, body, form, signal, ...rest }: Call<T>): Promise<T> {
    const response = await reach(() =>
      send(`${path}${toSearch(query)}`, {
        method: rest.method ?? 'GET',
        headers: {
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...rest.headers,
        },
        body: body === undefined ? form : JSON.stringify(body),
        signal,
      }),
    );
    if (!response.ok) throw await readApiError(response);
    const value: unknown = await response.json().catch(() => undefined);
    const parsed = answer.safeParse(value);
    if (!parsed.success) throw unreadableAnswer(response.status, parsed.error);
    return parsed.data;
  }

  async function callForNothing(path: string, { method }: { method: string }): Promise<void> {
    const response = await reach(() => send(path, { method, headers: { accept: 'application/json' } }));
    if (!response.ok) throw await readApiError(response);
  }

  const listEvents = (
    id: string,
    {
      startingAfter = 0,
      limit,
      signal,
    }: { startingAfter?: number; limit?: number; signal?: AbortSignal } = {},
  ) =>
    call(`${jobPath(id)}/events`, {
      query: { starting_after: startingAfter, limit },
      answer: EventPage,
      signal,
    });

  async function openStream(id: string, startingAfter: number, signal: AbortSignal): Promise<Response> {
    const response = await reach(() =>
      send(`${jobPath(id)}/stream?starting_after=${startingAfter}`, {
        headers: { accept: 'text/event-stream' },
        signal,
      }),
    );
    if (!response.ok) throw await readApiError(response);
    return response;
  }

  return {
    createJob: (body: z.input<typeof CreateJob>, { idempotencyKey }: { idempotencyKey?: string } = {}) =>
      call('/api/v1/jobs', {
        method: 'POST',
        body,
        headers: idempotencyKey ? { 'idempotency-key': idempotencyKey } : {},
        answer: Job,
      }),
    getJob: (id: string, signal?: AbortSignal) => call(jobPath(id), { answer: Job, signal }),
    listJobs: (query: ListJobs = {}, signal?: AbortSignal) =>
      call('/api/v1/jobs', { query, answer: JobList, signal }),
    /** Gives this browser a session for a key. */
    signIn: (key: string) => call('/api/v1/session', { method: 'POST', body: { key }, answer: Session }),
    /** Ends the session of this browser. */
    signOut: () => callForNothing('/api/v1/session', { method: 'DELETE' }),
    cancelJob: (id: string) => call(jobPath(id), { method: 'DELETE', answer: Job }),
    /** Lets a waiting job go on with its plan: as it is (null), or with another in its place. */
    approvePlan: (id: string, plan: Plan | null) =>
      call(`${jobPath(id)}/approve`, { method: 'POST', body: { plan }, answer: Job }),
    /** Asks a job to stop searching and to write with what there is. */
    finishJob: (id: string) => call(`${jobPath(id)}/finish`, { method: 'POST', answer: Job }),
    /** What a research job of a preset is likely to use. */
    estimate: (preset: string, signal?: AbortSignal) =>
      call('/api/v1/estimate', { query: { preset }, answer: Estimate, signal }),
    getEvidence: (id: string, signal?: AbortSignal) =>
      call(`${jobPath(id)}/evidence`, { answer: Evidence, signal }),
    listModels: (signal?: AbortSignal) => call('/api/v1/models', { answer: ModelStates, signal }),
    /** What the caller uploaded, and what became of every file of the folders. */
    listDocuments: (signal?: AbortSignal) => call('/api/v1/documents', { answer: DocumentList, signal }),
    /** Uploads one file; it has been read when this answers, in most cases. */
    uploadDocument: (file: File, signal?: AbortSignal) => {
      const form = new FormData();
      form.append('file', file, file.name);
      return call('/api/v1/documents', { method: 'POST', form, answer: UploadedDocument, signal });
    },
    /** Removes an uploaded file; `erase` takes its quotes out of the caller's jobs too. */
    deleteDocument: (id: string, { erase }: { erase: boolean }) =>
      callForNothing(`/api/v1/documents/${encodeURIComponent(id)}?erase=${erase}`, { method: 'DELETE' }),
    /** Looks at the folders now. */
    lookAgain: (signal?: AbortSignal) =>
      call('/api/v1/documents/look-again', { method: 'POST', answer: FolderFiles, signal }),
    listSources: (signal?: AbortSignal) => call('/api/v1/sources', { answer: SourceList, signal }),
    /** Asks one source one query, now; nothing of it is kept. */
    trySource: (id: string, query: string, signal?: AbortSignal) =>
      call(`/api/v1/sources/${encodeURIComponent(id)}/try`, {
        method: 'POST',
        body: { query },
        answer: SourceTrial,
        signal,
      }),
    listConversations: (query: { cursor?: string; limit?: number } = {}, signal?: AbortSignal) =>
      call('/api/v1/conversations', { query, answer: ConversationList, signal }),
    /** Adds a message to a conversation, which begins with its first one; the same message again finds its turn. */
    addTurn: (id: string, body: Omit<ChatRequest, 'id'>, signal?: AbortSignal) =>
      call(`${conversationPath(id)}/turns`, { method: 'POST', body, answer: Turn, signal }),
    getConversation: (id: string, signal?: AbortSignal) =>
      call(conversationPath(id), { answer: ConversationWithTurns, signal }),
    /** Removes a conversation; its jobs stay. */
    deleteConversation: (id: string) => callForNothing(conversationPath(id), { method: 'DELETE' }),
    listEvents,
    /** Follows a job's events to its end; see `followJob` in follow-job.ts. */
    followJob: (id: string, options: FollowOptions) =>
      followJob(
        {
          openStream: (startingAfter, signal) => openStream(id, startingAfter, signal),
          listEvents: (startingAfter, signal) => listEvents(id, { startingAfter, signal }),
        },
        options,
      ),
  };
}

const conversationPath = (id: string): string => `/api/v1/conversations/${encodeURIComponent(id)}`;
const jobPath = (id: string): string => `/api/v1/jobs/${encodeURIComponent(id)}`;

async function reach(request: () => Promise<Response>): Promise<Response> {
  try {
    return await request();
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') throw error;
    throw unreachable(error);
  }
}

function toSearch(query: Record<string, string | number | undefined> = {}): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  return pairs.length === 0
    ? ''
    : `?${new URLSearchParams(pairs.map(([key, value]) => [key, String(value)]))}`;
}
