import path from 'node:path';
import { z } from 'zod';
import { AppError } from './errors.ts';
import { ModelPrices } from './schema/model-price.ts';
import { plainIssue } from './schema/plain-issue.ts';
import { PublicAddress } from './schema/public-address.ts';
import { WebSearchService } from './schema/web-search-service.ts';

const port = z.coerce.number().int().min(0).max(65_535);

/** What a model can be asked to be: who plans and reviews, reads pages, writes, and judges. */
export const modelRoles = ['planner', 'reader', 'writer', 'judge'] as const;
export type ModelRole = (typeof modelRoles)[number];

/** How a model is asked, for all roles (`MODEL_CONTEXT`) or for one (`MODEL_READER_CONTEXT`). */
const perRole = {
  /** How many tokens the model can read. */
  CONTEXT: z.coerce.number().int().min(1024).optional(),
  /** How many tokens an answer may have at most. */
  MAX_OUTPUT: z.coerce.number().int().min(16).optional(),
  TEMPERATURE: z.coerce.number().min(0).max(2).optional(),
  /** As the model knows it: `low`, `medium`, `high` … */
  REASONING_EFFORT: z.string().optional(),
  /** How many calls may be at work at once. */
  CONCURRENCY: z.coerce.number().int().min(1).max(1000).optional(),
  /** How long the model may be silent before its first word, and between words. */
  FIRST_BYTE_TIMEOUT_SECONDS: z.coerce.number().positive().max(3600).optional(),
  IDLE_TIMEOUT_SECONDS: z.coerce.number().positive().max(3600).optional(),
};
type PerRole = typeof perRole;
type Prefix = 'MODEL' | `MODEL_${Uppercase<ModelRole>}`;
type ModelSettings = { [Name in keyof PerRole as `${Prefix}_${Name}`]: PerRole[Name] } & {
  [Name in `MODEL_${Uppercase<ModelRole>}`]: z.ZodOptional<z.ZodString>;
};

function modelSettings(): ModelSettings {
  const roles = modelRoles.map((role) => `MODEL_${role.toUpperCase()}`);
  const models = roles.map((name) => [name, z.string().optional()]);
  const others = ['MODEL', ...roles].flatMap((prefix) =>
    Object.entries(perRole).map(([name, form]) => [`${prefix}_${name}`, form]),
  );
  return Object.fromEntries([...models, ...others]) as ModelSettings;
}

/** How the model of a role is asked: what is set for the role, else for all. */
export function modelSettingsOf(config: Config, role: ModelRole) {
  const own = `MODEL_${role.toUpperCase()}` as `MODEL_${Uppercase<ModelRole>}`;
  const timeoutMs = (name: 'FIRST_BYTE_TIMEOUT_SECONDS' | 'IDLE_TIMEOUT_SECONDS') => {
    const seconds = config[`${own}_${name}`] ?? config[`MODEL_${name}`];
    return seconds && 1000 * seconds;
  };
  return {
    /** The setting that names the model, and what it says. */
    setting: config[own] ? own : 'MODEL',
    modelId: config[own] ?? config.MODEL ?? '',
    contextTokens: config[`${own}_CONTEXT`] ?? config.MODEL_CONTEXT ?? null,
    outputTokens: config[`${own}_MAX_OUTPUT`] ?? config.MODEL_MAX_OUTPUT,
    temperature: config[`${own}_TEMPERATURE`] ?? config.MODEL_TEMPERATURE,
    reasoningEffort: config[`${own}_REASONING_EFFORT`] ?? config.MODEL_REASONING_EFFORT,
    concurrency: config[`${own}_CONCURRENCY`] ?? config.MODEL_CONCURRENCY ?? 8,
    firstByteTimeoutMs: timeoutMs('FIRST_BYTE_TIMEOUT_SECONDS'),
    idleTimeoutMs: timeoutMs('IDLE_TIMEOUT_SECONDS'),
  };
}

/** A setting that is written as JSON. */
function json() {
  return z.string().transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue('is not JSON');
      return z.NEVER;
    }
  });
}

/** Goes into a header as it is. */
const headerValue = z
  .string()
  .trim()
  .regex(/^[\x21-\x7e]{1,500}$/, 'is no key: it has blanks or signs that no key has');

/** Every setting: its name in the environment, its form and its default. */
const Settings = z.object({
  DATA_DIR: z
    .string()
    .default('.data')
    .transform((dir) => path.resolve(dir)),
  DATABASE_URL: z.string().optional(),
  /** The same database past a pool in transaction mode: what has to be told at once is listened for there. */
  DATABASE_DIRECT_URL: z.string().optional(),
  /** How long a statement of a request, of a job's log or of the engine may take; those of stages may take six times as long. */
  DATABASE_TIMEOUT_SECONDS: z.coerce.number().int().min(1).max(3_600).default(10),
  PORT: port.default(3000),
  /** Which address of this machine is listened on: loopback alone, one of its own, or 0.0.0.0 and :: for all. */
  HOST: z
    .preprocess(
      (host) => (host === 'localhost' ? '127.0.0.1' : host),
      z.union([z.ipv4(), z.ipv6()], 'an address such as 127.0.0.1, 0.0.0.0 or ::'),
    )
    .default('127.0.0.1'),
  /** The address that people use, with the path before it if there is one: https://research.example.org/deep. */
  PUBLIC_URL: PublicAddress.optional(),
  /** Whose X-Forwarded-For is believed: addresses and networks, with commas between; loopback counts always. */
  TRUSTED_PROXIES: z
    .string()
    .transform((list) => list.split(/[\s,]+/).filter(Boolean))
    .pipe(
      z.array(
        z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], 'addresses or networks such as 10.0.0.0/8'),
      ),
    )
    .default([]),
  ENGINE_PORT: port.default(8288),
  /** How long an engine of its own process lets steps under way end when it is stopped. */
  ENGINE_DRAIN_SECONDS: z.coerce.number().int().min(0).max(86_400).default(60),
  DOCUMENTS_DIR: z.string().optional(),
  JOB_MAX_CONCURRENT: z.coerce.number().int().min(1).max(1000).default(10),
  JOB_TIMEOUT_SECONDS: z.coerce.number().int().min(1).max(86_400).default(600),
  /** How long a job that has ended is kept, in days; 0 for ever. */
  JOB_RETENTION_DAYS: z.coerce.number().int().min(0).max(36_500).default(90),
  JOB_RETRY_ATTEMPTS: z.coerce.number().int().min(0).max(20).default(3),
  /** Where an engine that runs alone (`npm run engine`) finds the app: its origin, or the address of its Inngest route. */
  APP_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Set by `npm start` when no other engine was named: this process then serves the engine itself. */
  EMBEDDED_ENGINE: z.stringbool().default(false),
  /** Set by `npm run pack`: the build then holds a server that needs no install. */
  BUILD_STANDALONE: z.stringbool().default(false),
  INNGEST_BASE_URL: z.url().optional(),
  INNGEST_DEV: z.string().optional(),
  INNGEST_SIGNING_KEY: z.string().optional(),
  /** While keys are changed: the other key that app and engine still take, or take already. */
  INNGEST_SIGNING_KEY_FALLBACK: z.string().optional(),
  INNGEST_EVENT_KEY: z.string().optional(),
  /** Where the terminal client finds the product; it starts it on PORT when this names nothing. */
  INTENTUI_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** The key that the terminal client shows. */
  INTENTUI_KEY: headerValue.optional(),
  /** Set by npm: where its user stands, while a script runs in the project's folder. */
  INIT_CWD: z.string().optional(),
  PLAYWRIGHT_CHROMIUM: z.string().optional(),
  /** Another MediaWiki in place of en.wikipedia.org, and another server of arXiv's API: a mirror may be private. */
  WIKIPEDIA_URL: z.url({ protocol: /^https?$/ }).optional(),
  ARXIV_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** A SearXNG or searx that answers json; it may be private. */
  SEARXNG_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Each key turns on its search of the web; the address is another server that speaks as the service does. */
  TAVILY_API_KEY: headerValue.optional(),
  TAVILY_URL: z.url({ protocol: /^https?$/ }).optional(),
  BRAVE_API_KEY: headerValue.optional(),
  BRAVE_URL: z.url({ protocol: /^https?$/ }).optional(),
  EXA_API_KEY: headerValue.optional(),
  EXA_URL: z.url({ protocol: /^https?$/ }).optional(),
  SERPER_API_KEY: headerValue.optional(),
  SERPER_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Another search that answers JSON: its address, headers, and where its results are. */
  WEB_SEARCH: json().pipe(WebSearchService).optional(),
  /** Services that need no key, or allow more with one; the addresses as above. */
  OPENALEX_API_KEY: headerValue.optional(),
  OPENALEX_URL: z.url({ protocol: /^https?$/ }).optional(),
  CROSSREF_URL: z.url({ protocol: /^https?$/ }).optional(),
  EUROPE_PMC_URL: z.url({ protocol: /^https?$/ }).optional(),
  HACKER_NEWS_URL: z.url({ protocol: /^https?$/ }).optional(),
  STACK_EXCHANGE_URL: z.url({ protocol: /^https?$/ }).optional(),
  GITHUB_API_TOKEN: headerValue.optional(),
  GITHUB_API_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** An address or page by which public web services can reach whoever runs this installation; told to them. */
  CONTACT: z
    .string()
    .regex(/^[\x20-\x7e]{1,200}$/, 'printable ASCII, at most 200 characters')
    .optional(),
  /** Ids of the sources that are on, with commas between; all that can be asked when unset. */
  SOURCES: z
    .string()
    .transform((list) =>
      list
        .split(',')
        .map((id) => id.trim())
        .filter(Boolean),
    )
    .optional(),
  GATEWAY_BASE_URL: z.url().optional(),
  GATEWAY_API_KEY: z.string().optional(),
  MODEL: z.string().optional(),
  /** A server that answers `/embeddings` as OpenAI does: own documents are then ranked by it too. */
  EMBEDDING_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  EMBEDDING_API_KEY: z.string().optional(),
  MODEL_EMBEDDING: z.string().optional(),
  /** Sent with each call of a model, as JSON: `{"api-key": "…"}`. */
  GATEWAY_HEADERS: json().pipe(z.record(z.string(), z.string())).optional(),
  ...modelSettings(),
  /** JSON: `{"<model id>": {"input_usd_per_million": 1, "output_usd_per_million": 2}}`. */
  MODEL_PRICES: json().pipe(ModelPrices).optional(),
  /** Where the MCP servers are declared; `mcp.json` in the working directory, if it is there, when unset. */
  MCP_CONFIG: z.string().optional(),
  /** Turns on web search and vision by Z.AI; the address is another server that speaks as Z.AI's does. */
  ZAI_API_KEY: z.string().optional(),
  ZAI_BASE_URL: z.url({ protocol: /^https?$/ }).default('https://api.z.ai'),
  /** Where days begin and end for questions about appointments; the machine's own zone when unset. */
  TIME_ZONE: z
    .string()
    .refine((zone) => isTimeZone(zone), 'is no time zone such as Europe/Berlin')
    .default(() => Intl.DateTimeFormat().resolvedOptions().timeZone),
  /** Origins of others whose pages may use the API with a key, such as `https://app.example`, with commas between. */
  CORS_ORIGINS: z
    .string()
    .transform((list) =>
      list
        .split(',')
        .map((origin) => origin.trim().replace(/\/$/, ''))
        .filter(Boolean),
    )
    .refine(
      (origins) => origins.every(isOrigin),
      'origins such as https://app.example, without a path, with commas between',
    )
    .optional(),
  /** Asks everybody for a key, on loopback too. */
  REQUIRE_KEY: z.stringbool().default(false),
  /** What one key may do: requests in ten seconds, streams and WebSockets at once in a process, jobs at once, jobs a day. */
  KEY_REQUESTS: z.coerce.number().int().min(1).max(1_000_000).default(60),
  KEY_STREAMS: z.coerce.number().int().min(1).max(100_000).default(10),
  KEY_SOCKETS: z.coerce.number().int().min(1).max(100_000).default(50),
  KEY_JOBS_AT_ONCE: z.coerce.number().int().min(1).max(1_000_000).default(50),
  KEY_JOBS_PER_DAY: z.coerce.number().int().min(1).max(10_000_000).default(500),
  /** How long a browser that has shown a key is let in by its cookie. */
  SESSION_DAYS: z.coerce.number().int().min(1).max(365).default(30),
  /** A collector of OpenTelemetry, such as http://127.0.0.1:4318: traces of requests and jobs go to its `/v1/traces`. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  /** What goes with each request to it, such as `authorization=Bearer%20…`, with commas between. */
  OTEL_EXPORTER_OTLP_HEADERS: z.string().transform(readPairs).optional(),
  OTEL_SERVICE_NAME: z.string().default('intentui-research'),
  LOG_FORMAT: z.enum(['text', 'json']).default('text'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
});
export type Config = z.infer<typeof Settings>;

/** The names of all settings. */
export const settingNames = Object.keys(Settings.shape);

/** A gateway has to know which model plays each role. */
const CheckedSettings = Settings.refine(
  (settings) =>
    !settings.GATEWAY_BASE_URL ||
    settings.MODEL ||
    (settings.MODEL_PLANNER && settings.MODEL_READER && settings.MODEL_WRITER && settings.MODEL_JUDGE),
  {
    path: ['MODEL'],
    message:
      'a gateway is set, so name the model to use (or one for each role: MODEL_PLANNER, MODEL_READER, MODEL_WRITER, MODEL_JUDGE)',
  },
).refine((settings) => !settings.EMBEDDING_BASE_URL || settings.MODEL_EMBEDDING, {
  path: ['MODEL_EMBEDDING'],
  message: 'an embedding server is set, so name its model',
});

/**
 * Reads the settings from the environment when asked; an empty value counts as unset.
 * Throws `invalid_configuration` that names every faulty setting in one message.
 */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const parsed = CheckedSettings.safeParse(set, { error: plainIssue });
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${nameOf(issue.path)}: ${issue.message}`);
  throw new AppError('invalid_configuration', `Please correct these settings: ${faults.join('; ')}`);
}

/** Which setting, and which member of it; entries of lists have no names. */
const nameOf = (path: readonly PropertyKey[]): string =>
  path.filter((part) => typeof part === 'string').join('.');

/** `name=value,name=value`, the values encoded as in an address where they have to be, as OpenTelemetry writes them. */
function readPairs(list: string): Record<string, string> {
  const pairs = list.split(',').map((pair) => pair.trim().split(/=(.*)/s));
  return Object.fromEntries(
    pairs.filter(([name]) => name).map(([name = '', value = '']) => [name.trim(), decode(value.trim())]),
  );
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

const isOrigin = (text: string): boolean =>
  /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text;

function isTimeZone(name: string): boolean {
  try {
    return Boolean(Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

/** A variable that the operator's own file names, such as `${TOKEN}` in `mcp.json`; undefined when it is not set. */
export const readVariable = (name: string): string | undefined => process.env[name];

/** The variables whose names are asked for, such as a machine's proxy, for a program that the operator declares. */
export function readVariables(isWanted: (name: string) => boolean): Record<string, string> {
  const set = Object.entries(process.env).filter(([name, value]) => value !== undefined && isWanted(name));
  return Object.fromEntries(set) as Record<string, string>;
}
