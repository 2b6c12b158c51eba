import { splitSentences } from '#lib/text/split-sentences.ts';
import { tokenize } from '#lib/text/tokenize.ts';

export type PromptMessage = { role: 'system' | 'user' | 'assistant'; content: string };
/** A text that somebody handed over, and what to do with it; an empty task asks for nothing in particular. */
export type GivenText = { task: string; text: string };
export type SplitPrompt = {
  /** What is asked last. */
  question: string;
  /** Null where nothing but a question was given. */
  given: GivenText | null;
};

const textNoun =
  '(?:text|article|passage|document|paragraphs?|excerpt|story|transcript|notes|e-?mail|message|report)';
/** What can be done with a text that is there. */
const work =
  /\b(?:summar(?:y|ies|i[sz]e[sd]?|i[sz]ing)|tl;?\s?dr|shorten|condense|abridge|recap|extract|excerpts?|gist|key (?:points?|takeaways?|facts?|sentences?|ideas?)|main (?:points?|ideas?)|takeaways|highlights?|bullet points?|boil (?:it |this )?down|paraphrase|rephrase|rewrite|translate|proofread|classify)\b/i;
const namesText = new RegExp(
  String.raw`\b(?:(?:the|this|following|given|above) ${textNoun}|${textNoun} (?:above|below)|according to (?:it|this))\b`,
  'i',
);
const pointsAtText = new RegExp(
  String.raw`\b(?:following|below|above|this|these)\b|${namesText.source}`,
  'i',
);
/** What a task says beside its subject. */
const manner =
  /\b(?:please|give|write|make|list|as|in|into|to|with|short|brief|briefly|main|key|\d+|one|two|three|four|five|six|seven|eight|nine|ten|few|words?|sentences?|bullets?|points?|lines?|paragraphs?)\b/gi;
/** Who tells of himself before he asks hands over no text. */
const firstPerson = /\b(?:I|I['’](?:m|ve|d|ll)|my|we|we['’](?:re|ve)|our)\b/;
const label = new RegExp(
  String.raw`^(?:here (?:is|are) (?:the|my|an?) )?(?:${textNoun}|content|context)\s*:\s*`,
  'i',
);
const tagged = /<(text|document|article|passage|content|context|input|source)>\s*([\s\S]+?)\s*<\/\1>/i;
const quoted = /"""\s*([\s\S]+?)\s*"""/;
const fenced = /```(?:text|txt|md|markdown)?[ \t]*\n([\s\S]+?)\n\s*```/;

const leastWords = { worked: 12, behindSubject: 40, questioned: 120, alone: 120 };
/** Above this many UTF-16 units it is a text, however it ends. */
const longestQuestion = 6000;
const longestTaskWords = 80;

/**
 * Tells a text that was handed over ("Summarise this: …", a question below a pasted article, a chat about one) from
 * the task about it. By the form alone, without understanding it, and the same each time.
 */
export function splitPrompt({
  messages,
  instructions = '',
}: {
  /** The last one is the user's. */
  messages: readonly PromptMessage[];
  instructions?: string | undefined;
}): SplitPrompt {
  const question = messages.at(-1)?.content.trim() ?? '';
  const direct = splitText(question, instructions);
  if (direct) return { question, given: direct };
  const text = earlierText(messages, { isWork: isTask(question) && work.test(question) });
  return { question, given: text === null ? null : { task: joined(instructions, question), text } };
}

function splitText(prompt: string, instructions: string): GivenText | null {
  const split =
    insideDelimiters(prompt) ?? behindColon(prompt) ?? betweenParagraphs(prompt) ?? besideSentence(prompt);
  if (split) return { ...split, task: joined(instructions, split.task) };
  const words = countWords(prompt);
  const asks = /\?["')\]]?\s*$/.test(prompt) || (firstPerson.test(prompt) && prompt.includes('?'));
  const isText =
    prompt.length > longestQuestion ||
    (words >= leastWords.alone && !asks) ||
    (words >= leastWords.worked && work.test(instructions));
  return isText ? { task: instructions.trim(), text: prompt } : null;
}

function insideDelimiters(prompt: string): GivenText | null {
  for (const form of [tagged, quoted, fenced]) {
    const found = form.exec(prompt);
    const text = found?.at(-1)?.trim();
    if (!found || !text) continue;
    const task = joined(prompt.slice(0, found.index), prompt.slice(found.index + found[0].length));
    if ((form !== fenced && countWords(text) >= 3) || isGiven(text, task)) return { task, text };
  }
  return null;
}

/** "Summarise in two sentences: …" */
function behindColon(prompt: string): GivenText | null {
  const [lead, task] = /^([^:\n]{3,300}?):[ \t]+(?=\S)/.exec(prompt) ?? [];
  if (!lead || !task || !work.test(task)) return null;
  const text = withoutLabel(prompt.slice(lead.length));
  return isGiven(text, `${task}:`) ? { task, text } : null;
}

/** The task stands in the first or the last paragraph, or line, and the text in the others. */
function betweenParagraphs(prompt: string): GivenText | null {
  for (const [boundary, separator] of [[/\n\s*\n/, '\n\n'] as const, [/\n/, '\n'] as const]) {
    const parts = prompt.split(boundary);
    if (parts.length < 2) continue;
    const sides = [
      { task: parts[0] ?? '', text: parts.slice(1).join(separator) },
      { task: parts.at(-1) ?? '', text: parts.slice(0, -1).join(separator) },
    ].map(({ task, text }) => ({ task: task.trim(), text: withoutLabel(text) }));
    const split = sides.find(({ task, text }) => isTask(task) && isGiven(text, task));
    if (split) return split;
  }
  return null;
}

/** "Give the gist of the following. …", "… Summarise this." within a paragraph. */
function besideSentence(prompt: string): GivenText | null {
  const sentences = splitSentences(prompt, { start: 0, end: prompt.length });
  const [first, last] = [sentences[0], sentences.at(-1)];
  if (!first || !last || first === last) return null;
  const sides = [
    { task: prompt.slice(first.start, first.end), text: withoutLabel(prompt.slice(first.end)) },
    { task: prompt.slice(last.start, last.end), text: withoutLabel(prompt.slice(0, last.start)) },
  ];
  const isLead = (task: string) => isTask(task) && work.test(task) && pointsAtText.test(task);
  return sides.find(({ task, text }) => isLead(task) && isGiven(text, task)) ?? null;
}

/** The text that a follow-up is about: the last one that was handed over, else for a summary the last long message. */
function earlierText(messages: readonly PromptMessage[], { isWork }: { isWork: boolean }): string | null {
  for (const { role, content } of messages.slice(0, -1).reverse()) {
    const given = role === 'assistant' ? null : role === 'user' ? splitText(content, '') : inside(content);
    if (given) return given.text;
    if (isWork && role !== 'system' && countWords(content) >= leastWords.worked) return content.trim();
  }
  return null;
}

const inside = (content: string) =>
  tagged.test(content) || quoted.test(content) ? insideDelimiters(content) : null;

const isTask = (words: string) =>
  countWords(words) <= longestTaskWords &&
  (work.test(words) || namesText.test(words) || /\?\s*$/.test(words));

/**
 * A sentence is enough where the task points at it or names no subject of its own ("Summarise how caching works" does,
 * and may go on in a second paragraph); below a mere question a text has to tell of something.
 */
function isGiven(text: string, task: string): boolean {
  const words = countWords(text);
  if (pointsAtText.test(task) && (work.test(task) || namesText.test(task))) return words >= leastWords.worked;
  if (!work.test(task)) return words >= leastWords.questioned && !firstPerson.test(text);
  const subject = tokenize(task.replace(work, ' ').replace(manner, ' '));
  return words >= (subject.length <= 1 || /:\s*$/.test(task) ? leastWords.worked : leastWords.behindSubject);
}

const withoutLabel = (text: string) =>
  text
    .trim()
    .replace(/^-{3,}\s*\n|\n-{3,}$/g, '')
    .trim()
    .replace(label, '');

const joined = (...parts: string[]) =>
  parts
    .map((part) => part.trim())
    .filter(Boolean)
    .join('\n');

const countWords = (text: string) => text.match(/[\p{L}\p{N}][\p{L}\p{N}'’._-]*/gu)?.length ?? 0;
