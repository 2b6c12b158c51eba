import { AppError } from '#lib/errors.ts';
import type { TimeRange } from '#lib/schema/plan.ts';
import { clip } from '#lib/text/clip.ts';
import { oneLine } from '#lib/text/one-line.ts';
import { endOfDay, startOfDay } from '#lib/text/zoned-day.ts';
import type { Tool } from './connection.ts';
import type { AllowedTool } from './server-spec.ts';

type Property = {
  type?: unknown;
  enum?: unknown;
  default?: unknown;
  anyOf?: unknown;
  items?: unknown;
  maxLength?: unknown;
};
type Properties = Record<string, Property>;

/** What the argument that takes a query is called, the likeliest first. */
const queryNames =
  /^(?:(?:search_?)?query|search_?(?:query|term|text|phrase|string)|q|question|prompt|keywords?|terms?|phrase|topic|search|pattern|text|input|message)$/i;
/** Texts that are no words to look for, even where they are the only ones that a tool needs. */
const otherNames =
  /^(?:.*(?:path|paths|url|uri|file|files|dir|directory|folder|id|ids|uid|token|cursor|date|time|start|end|from|to|since|until|language|lang|locale|country|region|format|encoding|sort|order|type|mode|name))$/i;
const fromNames = /^(?:start|from|since|after|begin|time_?min|(?:start|from)_?(?:date|time|datetime))$/i;
const untilNames = /^(?:end|to|until|before|time_?max|(?:end|to)_?(?:date|time|datetime))$/i;

/**
 * Finds in a tool's schema which argument takes the query: the one that is set, else the only text that it needs, else
 * the one that is called as such arguments are. Null for a tool that is told all by its fixed arguments. Throws
 * `source_unavailable` where that is not clear, or where the tool needs more than it would be told.
 */
export function findQueryArgument(tool: Tool, allowed: AllowedTool): string | null {
  const properties = propertiesOf(tool);
  const required = requiredOf(tool);
  const missing = (taken: string | null) =>
    required.filter(
      (name) =>
        name !== taken &&
        !Object.hasOwn(allowed.arguments, name) &&
        properties[name]?.default === undefined &&
        !(allowed.suits === 'times' && (fromNames.test(name) || untilNames.test(name))),
    );
  const unlessMissing = (taken: string | null) => {
    const [first] = missing(taken);
    if (first === undefined) return taken;
    throw unavailable(allowed, `it also needs "${nameOf(first)}": set it under "arguments" in mcp.json`);
  };
  if (allowed.query_argument !== undefined) {
    const property = properties[allowed.query_argument];
    if (property && takesText(property)) return unlessMissing(allowed.query_argument);
    throw unavailable(allowed, `it has no argument "${allowed.query_argument}" that takes a text`);
  }
  const texts = Object.keys(properties).filter(
    (name) => !Object.hasOwn(allowed.arguments, name) && takesText(properties[name] ?? {}),
  );
  const needed = texts.filter((name) => required.includes(name));
  const usual = (names: string[]) =>
    names.filter((name) => queryNames.test(name)).sort((left, right) => rank(left) - rank(right))[0];
  const [only] = needed.length === 1 && !otherNames.test(needed[0] ?? '') ? needed : [];
  const found = only ?? usual(needed) ?? usual(texts);
  if (found !== undefined) return unlessMissing(found);
  if (needed.length === 0 && Object.keys(allowed.arguments).length > 0) return unlessMissing(null);
  if (needed.length === 0 && texts.length === 0 && allowed.suits === 'times') return unlessMissing(null);
  const choice = texts.length > 0 ? ` (it has ${texts.slice(0, 8).map(nameOf).join(', ')})` : '';
  throw unavailable(
    allowed,
    `which argument takes the query${choice}? Name it as "query_argument" in mcp.json`,
  );
}

/** What a tool is sent: its fixed arguments, the query, and the days where it has arguments for them. */
export function fillArguments(
  tool: Tool,
  {
    allowed,
    queryArgument,
    query,
    timeRange,
  }: { allowed: AllowedTool; queryArgument: string | null; query: string; timeRange: TimeRange | undefined },
): Record<string, unknown> {
  const properties = propertiesOf(tool);
  const filled: Record<string, unknown> = { ...allowed.arguments };
  if (queryArgument !== null) {
    const property = properties[queryArgument] ?? {};
    const longest = typeof property.maxLength === 'number' ? property.maxLength : 1000;
    const words = clip(query, longest).toWellFormed();
    filled[queryArgument] = property.type === 'array' ? [words] : words;
  }
  if (timeRange) {
    for (const name of Object.keys(properties)) {
      if (Object.hasOwn(filled, name)) continue;
      if (fromNames.test(name)) filled[name] = startOfDay(timeRange.from, timeRange.time_zone).toISOString();
      if (untilNames.test(name)) filled[name] = endOfDay(timeRange.to, timeRange.time_zone).toISOString();
    }
  }
  return filled;
}

/** Says whether an argument that was found before still takes the query. */
export function stillTakesQuery(tool: Tool, queryArgument: string): boolean {
  const property = propertiesOf(tool)[queryArgument];
  return property !== undefined && takesText(property);
}

const order = ['search_query', 'query', 'q', 'question'];
const rank = (name: string) => {
  const at = order.indexOf(name.toLowerCase());
  return at === -1 ? order.length : at;
};

function propertiesOf({ inputSchema }: Tool): Properties {
  return (inputSchema.properties ?? {}) as Properties;
}

/** What a tool needs, whatever its schema says instead of a list of names. */
export function requiredOf({ inputSchema }: Tool): string[] {
  const { required } = inputSchema as { required?: unknown };
  return Array.isArray(required) ? required.filter((name) => typeof name === 'string') : [];
}

/** A text, or a list of texts; one of a few fixed words is no place for a query. */
function takesText({ type, enum: fixed, anyOf, items }: Property): boolean {
  if (fixed !== undefined) return false;
  if (type === 'string' || (Array.isArray(type) && type.includes('string'))) return true;
  if (type === 'array') return isObject(items) && items.type !== 'array' && takesText(items);
  return Array.isArray(anyOf) && anyOf.some((one) => isObject(one) && one.type === 'string' && !one.enum);
}

const isObject = (value: unknown): value is Property => typeof value === 'object' && value !== null;

/** A server's name for an argument, which may be anything, as a person reads it. */
export const nameOf = (argument: string): string => oneLine(argument, 60);

const unavailable = ({ name }: AllowedTool, reason: string) =>
  new AppError('source_unavailable', `The tool ${name} was not called: ${reason}.`.replace(/\?\.$/, '?'));
