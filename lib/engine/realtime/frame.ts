/** What can be subscribed to: one topic of a channel. */
export type Topic = { channel: string; name: string };

/** A published value on its way to sockets: exactly what they are sent. */
export type DataFrame = {
  kind: 'data';
  channel: string;
  topic: string;
  data: unknown;
  run_id?: string;
  env_id: string;
  created_at: string;
};

/** There is one environment; its id only fills a field that clients know. */
export const environmentId = '6b1d1c0e-52cb-4c5a-9b8e-0f4a5f2d7a11';

/** The channel of Postgres on which engines tell each other of frames: the frame itself, or its id when it is large. */
export const notifyChannel = 'engine_realtime';

/** Reads a topic that a program sent; undefined when it is none that could be stored. */
export function readTopic(value: unknown): Topic | undefined {
  const { channel, name } = (value ?? {}) as Record<string, unknown>;
  return isName(channel) && isName(name) ? { channel, name } : undefined;
}

/** Whether this can be the name of a channel or topic: text that Postgres can hold, of at most 500 characters. */
export function isName(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length > 0 &&
    value.length <= 500 &&
    !value.includes('\0') &&
    value.isWellFormed()
  );
}
