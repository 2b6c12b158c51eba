/** The standing words of a call. */
export type Prompt = { version: number; instructions: string };
