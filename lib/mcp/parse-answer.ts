import { AppError } from '#lib/errors.ts';
import type { ToolAnswer } from './connection.ts';
import type { Finding } from './finding.ts';
import { parseList } from './parse-list.ts';
import { findRecords, isRecord, readRecord } from './read-record.ts';
import { itSays } from './their-words.ts';

/** A list longer than this is no answer to one query. */
const mostFindings = 50;

/**
 * Makes findings of a tool's answer, whatever its shape: structured content, text that is JSON (also encoded twice),
 * lists of results written as text, plain text, links to resources and resources. Words that only say that nothing was
 * found are no finding, also where the tool calls that an error. `results` says where the list stands in JSON. Throws
 * `source_failed` with the tool's words when the tool says that it failed.
 */
export function parseAnswer(
  answer: ToolAnswer,
  { results }: { results?: string | undefined } = {},
): Finding[] {
  if (answer.isError === true) {
    const words = textsOf(answer).join(' ');
    if (isNothing(words)) return [];
    throw new AppError('source_failed', itSays(words || 'nothing'));
  }
  const structured = 'structuredContent' in answer ? answer.structuredContent : answer.toolResult;
  const fromStructure =
    structured == null || repeatsContent(structured, answer) ? [] : fromJson(structured, results);
  // The same stands in the content again, as text.
  const found =
    fromStructure.length > 0 ? fromStructure : contentOf(answer).flatMap((part) => fromPart(part, results));
  return found.filter((finding) => !saysNothing(finding)).slice(0, mostFindings);
}

/** Python's servers put the text that they answer into a field of its own once more. */
const repeatsContent = (structured: unknown, answer: ToolAnswer): boolean =>
  isRecord(structured) &&
  Object.keys(structured).length === 1 &&
  typeof structured.result === 'string' &&
  textsOf(answer).length > 0;

/** How tools say in words that there is nothing. */
const noMatches =
  /^(?:no|0|zero) (?:(?:matching|search|web|relevant) )*(?:match(?:es)?|results?|files?|hits?|documents?|entries|records|pages?|items?)(?: (?:were |was )?found)?(?: (?:for|matching|in) [^\n]{0,300}?)?(?:[.!](?=\s|$)|$)|^nothing (?:was )?found(?:[.!](?=\s|$)|$)|^(?:没有找到|未找到|沒有找到)[^\n]{0,300}?[。.]?$|^(?:keine (?:ergebnisse|treffer)|aucun résultat|(?:sin|no hay) resultados|結果(?:は|が)?(?:見つかりません|ありません))[^\n.。]{0,300}[.。]?$/iu;
/** What they then advise, which answers nothing either. */
const advice =
  /quer(?:y|ies)|\bsearch|\bterms?\b|\bkeywords?\b|spelling|\bfilters?\b|\brephras|\btry again\b|\blater\b/i;
const longestAdvice = 900;

/** Whether words say that nothing was found, and nothing else than how to search better. */
function isNothing(words: string): boolean {
  const said = words
    .replace(/^\s*#[^\n]*\n/, '')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .trim();
  const [nothing] = noMatches.exec(said) ?? [];
  if (nothing === undefined) return false;
  const rest = said.slice(nothing.length).trim();
  const [next = ''] = rest.split(/(?<=[.!?])\s/);
  return rest === '' || (rest.length <= longestAdvice && advice.test(next));
}

const saysNothing = ({ uri, title, snippet, text }: Finding): boolean =>
  uri === null && title === '' && isNothing(text || snippet);

/** Text that is JSON, decoded as often as it was encoded. */
export function decodeJson(text: string): unknown {
  let value: unknown = text;
  for (let times = 0; times < 4 && typeof value === 'string'; times += 1) {
    if (!/^\s*(?:["[{]|null\s*$)/.test(value)) return value;
    try {
      value = JSON.parse(value);
    } catch {
      return value;
    }
  }
  return value;
}

type Part = Record<string, unknown>;

function contentOf(answer: ToolAnswer): Part[] {
  return 'content' in answer && Array.isArray(answer.content) ? (answer.content as Part[]) : [];
}

/** Every text of an answer, as it is. */
export const textsOf = (answer: ToolAnswer): string[] => contentOf(answer).map(textIn).filter(Boolean);

const textIn = (part: Part): string => (typeof part.text === 'string' ? part.text : '');

function fromPart(part: Part, results: string | undefined): Finding[] {
  if (part.type === 'text') {
    const value = decodeJson(textIn(part));
    return typeof value === 'string' ? fromText(value) : fromJson(value, results);
  }
  if (part.type === 'resource_link' && typeof part.uri === 'string') {
    const description = typeof part.description === 'string' ? part.description : '';
    const title = [part.title, part.name].find((words) => typeof words === 'string' && words) as string;
    return [{ uri: part.uri, title: title ?? part.uri, snippet: description, text: '', isResource: true }];
  }
  if (part.type === 'resource' && isRecord(part.resource) && typeof part.resource.text === 'string') {
    const { uri, text, title, name } = part.resource;
    const words = [title, name].find((one) => typeof one === 'string' && one) as string | undefined;
    return [
      {
        uri: typeof uri === 'string' ? uri : null,
        title: words ?? (typeof uri === 'string' ? lastPart(uri) : ''),
        snippet: '',
        text,
        isResource: false,
      },
    ];
  }
  return [];
}

const lastPart = (uri: string) => uri.split(/[/?#]/).filter(Boolean).at(-1) ?? '';

const fromText = (text: string): Finding[] =>
  isEmpty(text) ? [] : (parseList(text) ?? [{ uri: null, title: '', snippet: '', text, isResource: false }]);

/** No word, or the head of a list without any result below it. */
const isEmpty = (text: string): boolean => text.trim() === '' || /^\s*(?:\p{L}+ )?results:\s*$/iu.test(text);

function fromJson(value: unknown, results: string | undefined): Finding[] {
  const list = results === undefined ? findRecords(value) : at(value, results);
  if (results !== undefined && list === undefined) {
    throw new AppError('source_failed', `there is nothing at "${results}" in its answer`);
  }
  if (!Array.isArray(list)) {
    if (isRecord(list)) return Object.keys(list).length === 0 ? [] : [readRecord(list)];
    return list == null ? [] : fromText(String(list));
  }
  const words = list.filter((item) => typeof item === 'string' && item.trim() !== '') as string[];
  const links = words.filter((word) => /^https?:\/\/\S+$/.test(word.trim()));
  const plain = words.filter((word) => !links.includes(word));
  return [
    ...list.filter(isRecord).map(readRecord),
    ...links.map((link) => ({
      uri: link.trim(),
      title: link.trim(),
      snippet: '',
      text: '',
      isResource: false,
    })),
    ...fromText(plain.join('\n')),
  ];
}

function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (inner, key) => (isRecord(inner) || Array.isArray(inner) ? (inner as Part)[key] : undefined),
      value,
    );
}
