import { clip } from '#lib/text/clip.ts';
import { parseJson } from './parse-json.ts';

/** Reads a plan that a model wrote as JSON in prose, or as numbered lines with their queries. */
export function parsePlan(text: string): unknown {
  const json = parseJson(text);
  if (json !== undefined) return json;

  const sub_questions: { question: string; queries: string[]; expects: string }[] = [];
  for (const line of text.split('\n').map((line) => line.trim())) {
    const last = sub_questions.at(-1);
    const [, name, value = ''] = /^[-*\s]*(queries|query|expects)\s*:\s*(.+)$/i.exec(line) ?? [];
    if (name && last) {
      if (/^quer/i.test(name))
        last.queries.push(
          ...value
            .split('|')
            .map((query) => query.trim())
            .filter(Boolean),
        );
      else last.expects = clip(value, 1000);
      continue;
    }
    const question = /^(?:\d{1,2}[.)]|[-*])\s+(.+)$/.exec(line)?.[1]?.replace(/\*\*/g, '').trim();
    if (question) sub_questions.push({ question: clip(question, 1000), queries: [], expects: '' });
  }
  return {
    sub_questions: sub_questions.slice(0, 16).map((part) => ({
      ...part,
      queries: part.queries.length > 0 ? part.queries.slice(0, 5) : [part.question],
    })),
  };
}
