import { z } from 'zod';

/** One tool that may be called, and how: the entry of a server's allow-list. */
export const AllowedTool = z.union([
  z
    .string()
    .min(1)
    .transform((name): AllowedTool => ({ name, arguments: {} })),
  z.strictObject({
    name: z.string().min(1),
    /** What people call it. */
    title: z.string().min(1).max(80).optional(),
    /** The argument that takes the query; found from the tool's schema when absent. */
    query_argument: z.string().min(1).optional(),
    /** Sent with every call. */
    arguments: z.record(z.string(), z.unknown()).default({}),
    /** Where the results stand in a JSON answer, such as `data.items`. */
    results: z.string().min(1).optional(),
    /** `times`: asked only about appointments. */
    suits: z.literal('times').optional(),
  }),
]);
export type AllowedTool = {
  name: string;
  /** Other names that a server may have for it. */
  aliases?: readonly string[];
  title?: string | undefined;
  query_argument?: string | undefined;
  arguments: Record<string, unknown>;
  results?: string | undefined;
  suits?: 'times' | undefined;
};

const common = {
  tools: z.array(AllowedTool).default([]),
  disabled: z.boolean().default(false),
};

/** A server that is a program, spoken to over its standard input and output. */
export const StdioServer = z.object({
  ...common,
  command: z.string().min(1),
  args: z.array(z.string()).default([]),
  env: z.record(z.string(), z.string()).default({}),
  cwd: z.string().min(1).optional(),
});

/** A server at an address, by streamable HTTP. */
export const HttpServer = z.object({
  ...common,
  type: z.enum(['http', 'streamable-http', 'streamableHttp']).optional(),
  url: z.url({ protocol: /^https?$/ }),
  headers: z.record(z.string(), z.string()).default({}),
});

/** What a server may be asked and how it is reached. `secrets` are the values that must never be shown. */
export type ServerSpec = {
  /** As the operator calls it. */
  name: string;
  tools: AllowedTool[];
  secrets: string[];
  /** Said when it answers 401 or 403. */
  refused: string;
  reach:
    | { by: 'stdio'; command: string; args: string[]; env: Record<string, string>; cwd: string }
    | { by: 'http'; url: string; headers: Record<string, string> };
};

/** A server that cannot be asked, and what to do about it. */
export type FaultyServer = { name: string; off: string };
