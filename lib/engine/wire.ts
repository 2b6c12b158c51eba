/** An operation as the SDK reports it; fields that this engine does not use are left out. */
export type WireOperation = {
  id: string;
  op: string;
  name?: string;
  displayName?: string;
  data?: unknown;
  error?: unknown;
  opts?: Record<string, unknown> | null;
  /** When it began and how long it took, in ns. */
  timing?: { a?: number; b?: number } | null;
};

/** An error as it travels: what the SDK serialized, or what the engine has to say. */
export type WireError = { name: string; message: string; stack?: string; [more: string]: unknown };

/** Makes a WireError of whatever the app sent as one. */
export function readError(value: unknown): WireError {
  const error = (typeof value === 'object' && value !== null ? value : { message: value }) as Record<
    string,
    unknown
  >;
  const name = typeof error.name === 'string' && error.name ? error.name : 'Error';
  const message = error.message ?? error.error ?? 'Unknown error';
  const stack = typeof error.stack === 'string' ? error.stack : undefined;
  return { ...error, name, message: typeof message === 'string' ? message : JSON.stringify(message), stack };
}
