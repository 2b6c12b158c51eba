const wh = '(?:what|why|who|whom|whose|how|which|where|when)';
const auxiliary =
  '(?:is|are|was|were|do|does|did|can|could|may|might|must|should|shall|will|would|has|have|had|am)';
const subject = '(?:it|its|they|this|that|these|those|there|the|a|an|any|i|we|you|my|our|your|one|each)';

/** Where a question may begin inside a sentence, without mistaking relative clauses ("a page which is …") for one. */
const questionStart = [
  String.raw`(?:what|why|who|whose|how)\b(?!ever)`,
  String.raw`(?:where|when)\s+${auxiliary}\b`,
  String.raw`which\s+(?!${auxiliary}\b)\w`,
  String.raw`${auxiliary}\s+${subject}\b`,
].join('|');

const asks = new RegExp(String.raw`^(?:and|but|or|so|also)?\s*(?:${wh}|${auxiliary})\b`, 'i');
/** "At what pressure …", "Explain …". */
const alsoAsks =
  /^(?:\w+\s+){0,2}(?:what|which|who|whom|whose|how)\b|^(?:please )?(?:tell|describe|explain|list|name|compare|give|show)\b/i;
const boundary = new RegExp(
  String.raw`\s*(?:;|,|\band\b|\bor\b|\bbut\b)\s*(?:(?:and|or|but|also|then)\s+)*(?=(?:(?:if|when)\s[^,;?]{1,60},\s*)?(?:${questionStart}))`,
  'gi',
);
const topic = new RegExp(String.raw`^([^:?]{8,}):\s+(?=${wh}\b|${auxiliary}\b)`, 'i');
const condition = new RegExp(
  String.raw`^((?:if|when|whenever|since|because|while|although|though|after|before|once|given|with|for|in|on|without|as|unless)\s(?!${auxiliary}\b)[^?]*?,)\s+`,
  'i',
);

const shortCondition = new RegExp(String.raw`^(?:if|when)\s+(?!${auxiliary}\b)[^?,]{1,60}$`, 'i');

/** A question taken apart: what its parts share, and each part in its own words. */
export type SplitQuestion = { context: string; parts: string[] };

/**
 * Splits a compound question into what is asked one by one. `context` holds the statements, the topic before a colon
 * and the opening condition that all parts share; a simple question has one part.
 */
export function splitQuestion(question: string): SplitQuestion {
  const sentences = splitSentences(question.replace(/\s+/g, ' ').trim());
  const asked = sentences.filter(isAsked);
  if (asked.length === 0) return { context: '', parts: splitList(sentences.join(' ')) };

  const context = sentences.filter((sentence) => !isAsked(sentence));
  const parts: string[] = [];
  for (const sentence of asked) {
    const { lead, rest } = takeLead(sentence);
    if (lead) context.push(lead);
    parts.push(...splitClauses(rest));
  }
  return { context: context.join(' '), parts: parts.map(tidy) };
}

const toTell =
  /^((?:please\s+)?(?:(?:tell|inform)\s+(?:me|us)\s+(?:more\s+)?about|describe|explain)\s+)([^,]+(?:,[^,]+)+)$/i;

/** "Tell me about A, B and C": each thing by itself, where three or more are named; else the whole. */
function splitList(request: string): string[] {
  const [, lead = '', list = ''] = toTell.exec(request.replace(/[.!\s]+$/, '')) ?? [];
  const items = list.split(/\s*,\s*/);
  items.push(...(items.pop() ?? '').split(/^and\s+|\s+and\s+(?!.*\sand\s)/).filter(Boolean));
  const isList = items.length > 2 && items.every((item) => /^\S+(?: \S+){0,4}$/.test(item));
  return isList ? items.map((item) => `${lead}${item}`) : [request];
}

const isAsked = (sentence: string) => sentence.endsWith('?') || asks.test(sentence);

function splitSentences(text: string): string[] {
  return text.split(/(?<=[?!]["')\]]?)\s+|(?<=[^.\s]{2}\.["')\]]?)\s+(?=[A-Z"'`])/).filter(Boolean);
}

/** Takes the shared beginning off a question: its topic before a colon, its opening condition, or what asks nothing. */
function takeLead(sentence: string): { lead: string; rest: string } {
  const lead = topic.exec(sentence)?.[1] ?? '';
  if (lead) return { lead: `${lead}:`, rest: sentence.slice(lead.length + 1).trim() };
  const opening = condition.exec(sentence)?.[1];
  if (opening && splitClauses(sentence.slice(opening.length)).length > 1)
    return { lead: opening, rest: sentence.slice(opening.length).trim() };
  const [first = '', ...more] = splitClauses(sentence);
  if (more.length === 0 || asks.test(first) || alsoAsks.test(first) || !sentence.startsWith(first))
    return { lead: '', rest: sentence };
  return { lead: `${first},`, rest: sentence.slice(first.length).replace(/^(?:\W|and\b|or\b|but\b)+/i, '') };
}

function splitClauses(sentence: string): string[] {
  const clauses = sentence.split(boundary).map((clause) => clause.trim());
  const whole: string[] = [];
  for (const clause of clauses) {
    const last = whole.at(-1);
    // Too little to be a question of its own: "when" and where …, …, and "which against compression".
    const isRest = /^(?:which|what|how \w+)\s+(?:against|for|in|on|with|from|to|by|at|of)\s/i.test(clause);
    if (last !== undefined && (isRest || (/^\w+$/.test(last) && !/^(?:why|how)$/i.test(last))))
      whole[whole.length - 1] = `${last} and ${clause}`;
    else if (last !== undefined && shortCondition.test(last)) whole[whole.length - 1] = `${last}, ${clause}`;
    else if (clause) whole.push(clause);
  }
  return whole;
}

function tidy(part: string): string {
  const bare = part.replace(/^(?:and|but|or|so|also|then)\s+/i, '').replace(/[\s,;.?!]+$/, '');
  return `${bare.charAt(0).toUpperCase()}${bare.slice(1)}?`;
}

/** "If it is cached, when is it refreshed?" → "When is it refreshed?" */
export function withoutCondition(question: string): string {
  const opening = condition.exec(question)?.[1];
  const rest = opening ? question.slice(opening.length).trim() : '';
  return asks.test(rest) ? tidy(rest) : question;
}

const maxLength = 90;

/** A sub-question as a heading: the question itself without the statements and conditions that lead up to it. */
export function questionHeading(question: string): string {
  const { parts } = splitQuestion(question);
  const asked = withoutCondition((parts.at(-1) ?? question).trim());
  const bare = /^(?:why|how|when|where|what|who)\?$/i.test(asked) ? asked.replace('?', '') : asked;
  if (bare.length <= maxLength) return bare;
  return `${bare.slice(0, bare.lastIndexOf(' ', maxLength))} …`;
}
