import type { Core } from '../core.ts';
import type { Realtime } from '../realtime/realtime.ts';

/** What a handler is given: the path's parameters, the query, the headers and the parsed JSON body. */
export type EngineRequest = {
  parameters: Record<string, string>;
  query: URLSearchParams;
  headers: Record<string, string | undefined>;
  body: unknown;
};

/** What a handler answers: JSON, a page, or nothing but a status and headers. */
export type EngineReply = {
  status: number;
  json?: unknown;
  html?: string;
  headers?: Record<string, string>;
};

/**
 * One endpoint; `auth` says what a caller must show: a key, or for a page nothing as long as the engine listens on
 * loopback alone, or for a form that it was sent from such a page.
 */
export type Endpoint = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** The path; `:name` stands for one parameter. */
  path: string;
  auth: 'none' | 'event key' | 'signing key' | 'page' | 'form';
  handle(core: EndpointCore, request: EngineRequest): Promise<EngineReply>;
};

export type EndpointCore = Core & {
  appUrl: string;
  realtime: Realtime;
  /** What a form of the pages brings back. */
  formToken: string;
};

/** An error in the form that the SDK reads. */
export const failure = (status: number, error: string): EngineReply => ({ status, json: { error, status } });

/** Sends a browser to another page after a form was carried out. */
export const seeOther = (location: string): EngineReply => ({ status: 303, headers: { location } });
