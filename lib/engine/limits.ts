const mebibyte = 1024 * 1024;

/** Inngest's own limits, kept here too, so that what works on this engine works there. */
export const limits = {
  eventBytes: 512 * 1024,
  eventsPerRequest: 5000,
  messageBytes: 512 * 1024,
  stepOutputBytes: 4 * mebibyte,
  stateBytes: 32 * mebibyte,
  steps: 1000,
  /** A call whose state is larger carries none; the app fetches it (`use_api`). */
  inlineStateBytes: 3.5 * mebibyte,
  requestBytes: 10 * mebibyte,
  responseBytes: 40 * mebibyte,
} as const;
