/** What is known of a model: how it wants to be asked, and how it answers. */
export type Learnt = {
  /** In which form it can be asked for JSON. */
  jsonForm: 'json_schema' | 'json_object' | 'text';
  /** Whether it counts tokens in a stream, and streams at all. */
  countsTokens: boolean;
  streams: boolean;
  /** Whether it has to be told how long an answer may be, under which name, and how much it lets be asked for. */
  needsLimit: boolean;
  limitName: 'max_tokens' | 'max_completion_tokens';
  mostTokens: number | null;
  takesTemperature: boolean;
  takesEffort: boolean;
  /** Whether it knows messages of the system. */
  takesSystem: boolean;
  /** Whether its thinking comes without an opening tag, so that the answer begins with it. */
  thinksUnopened: boolean;
  /** How many tokens it can read, as it said itself. */
  contextTokens: number | null;
};

export const nothingLearnt: Learnt = {
  jsonForm: 'json_schema',
  countsTokens: true,
  streams: true,
  needsLimit: false,
  limitName: 'max_tokens',
  mostTokens: null,
  takesTemperature: true,
  takesEffort: true,
  takesSystem: true,
  thinksUnopened: false,
  contextTokens: null,
};
