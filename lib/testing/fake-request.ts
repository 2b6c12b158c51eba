/** What a call asks, as its roles say it. */
export type Prompted = { system: string; user: string };

export type Request = {
  model: string;
  messages: { role: string; content: unknown }[];
  stream?: boolean;
  stream_options?: { include_usage?: boolean };
  response_format?: { type: 'json_schema' | 'json_object' | 'text' };
  max_tokens?: number;
  max_completion_tokens?: number;
};

/** The words of a request: what the system says, and what the user does; the same where the user says it all. */
export function promptOf({ messages }: Request): Prompted {
  const textOf = (roles: string[]) =>
    messages
      .filter(({ role }) => roles.includes(role))
      .map(({ content }) => (typeof content === 'string' ? content : JSON.stringify(content)))
      .join('\n');
  const user = textOf(['user']);
  return { system: textOf(['system', 'developer']) || user, user };
}
