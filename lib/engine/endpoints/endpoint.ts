import type { Core } from '../core.ts';
import type { Realtime } from '../realtime/realtime.ts';

/** What a handler is given: the path's parameters, the query, the headers and the parsed JSON body. */
export type EngineRequest = {
  parameters: Record<string, string>;
  query: URLSearchParams;
  headers: Record<string, string | undefined>;
  body: unknown;
};

/** What a handler answers: JSON, or nothing but a status. */
export type EngineReply = { status: number; json?: unknown };

/** One endpoint; `auth` says which key a caller must show. */
export type Endpoint = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** The path; `:name` stands for one parameter. */
  path: string;
  auth: 'none' | 'event key' | 'signing key';
  handle(core: EndpointCore, request: EngineRequest): Promise<EngineReply>;
};

export type EndpointCore = Core & { appUrl: string; realtime: Realtime };

/** An error in the form that the SDK reads. */
export const failure = (status: number, error: string): EngineReply => ({ status, json: { error, status } });
