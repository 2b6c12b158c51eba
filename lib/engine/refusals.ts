/** How every refusal ends: what a person can do about it. */
export const runRealServer = 'run a real Inngest server for this';

/** Settings of a function that this engine does not have, refused by name when the app registers. */
export const refusedSettings = ['batchEvents', 'debounce', 'throttle', 'rateLimit', 'singleton'] as const;
