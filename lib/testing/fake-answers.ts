/** What a call asks for, told from its messages and the schema it sends. */
export type AskedFor = { system: string; user: string; schema: string };

/**
 * Answers a prompt of the product as a well-behaved model would: a plan, a judgment or a report as the prompt asks
 * for it, else a text about it. The same prompt is always given the same answer.
 */
export function answerFor(asked: AskedFor): string {
  const form = `${asked.system}\n${asked.schema}`;
  if (form.includes('sub_questions') || /\byou plan\b/i.test(asked.system)) return plan(asked.user);
  if (form.includes('completeness') || /\byou judge\b/i.test(asked.system)) return judgment(asked.user);
  if (asked.user.includes('<quote mark="q')) return report(asked.user);
  return plainText(asked.user);
}

function plan(prompt: string): string {
  const question = tagged(prompt, 'question');
  const most = Number(/at most (\d+) parts/i.exec(prompt)?.[1] ?? 3);
  const parts = question
    .split(/(?<=\?)\s+|,?\s+and\s+(?=(?:how|what|when|where|which|who|why|is|are|do|does|can)\b)/i)
    .map((part) => part.trim())
    .filter(Boolean);
  return JSON.stringify({
    sub_questions: parts.slice(0, most).map((part) => ({
      question: part,
      queries: [...new Set([part, keywords(part)])],
      expects: 'Sentences that say it outright.',
    })),
  });
}

function report(prompt: string): string {
  const quotes = quotesIn(prompt).filter(({ text }) => /^[A-Z`"“][^\n]{20,400}[.!]$/.test(text));
  if (quotes.length === 0) return 'Nothing was found in the sources that answers this question.';
  const parts = partsIn(prompt);
  const [best, ...rest] = rank(quotes, tagged(prompt, 'question'));
  const sentences = [best ? sentence(best) : ''];
  for (const part of parts) {
    const chosen = rank(rest, part).slice(0, 3);
    rest.splice(0, rest.length, ...rest.filter((quote) => !chosen.includes(quote)));
    if (chosen.length === 0) continue;
    const heading = parts.length > 1 ? `## ${part.replace(/[?.]+$/, '')}\n\n` : '';
    sentences.push(`${heading}${chosen.map(sentence).join(' ')}`);
  }
  return sentences.join('\n\n');
}

function judgment(prompt: string): string {
  const quotes = new Map(quotesIn(prompt).map(({ number, text }) => [number, squeeze(text)]));
  const claims = [...prompt.matchAll(/^claim (\d+): (.*) \(rests on (.*)\)$/gm)].map(
    ([, claim, text = '', rests = '']) => {
      const stands = [...rests.matchAll(/q(\d+)/g)].some(([, number]) =>
        quotes.get(Number(number))?.includes(squeeze(text)),
      );
      const verdict = stands ? 'supported' : 'partly';
      return { claim: Number(claim), verdict, reason: stands ? 'The quote says it.' : 'It says some of it.' };
    },
  );
  const score = (value: number, reason: string) => ({ score: value, reason });
  return JSON.stringify({
    relevance: score(0.9, 'It answers the question.'),
    correctness: score(0.9, 'Its claims stand in their quotes.'),
    completeness: score(0.8, 'Each part is taken up.'),
    claims,
  });
}

function plainText(prompt: string): string {
  const subject = prompt.trim().split(/\s+/).slice(0, 20).join(' ');
  return `You asked: ${subject}\n\nThis is the answer of a scripted model. It is written word by word, so that whoever watches sees it grow. It says the same each time, and it ends here.`;
}

type ReadQuote = { number: number; text: string };

function quotesIn(prompt: string): ReadQuote[] {
  return [...prompt.matchAll(/<quote mark="q(\d+)"[^\n]*>\n([\s\S]*?)\n<\/quote>/g)].map(
    ([, number, text = '']) => ({ number: Number(number), text }),
  );
}

function partsIn(prompt: string): string[] {
  const listed = /Its parts:\n([\s\S]*?)\n\n/.exec(prompt)?.[1] ?? '';
  return listed.split('\n').map((line) => line.replace(/^(?:\d+\.|-)\s+/, ''));
}

/** The quotes with the most words of the question first. */
function rank(quotes: readonly ReadQuote[], question: string): ReadQuote[] {
  const words = new Set(keywords(question).toLowerCase().split(' '));
  const score = ({ text }: ReadQuote) =>
    new Set((text.toLowerCase().match(/[\w-]+/g) ?? []).filter((word) => words.has(word))).size;
  return [...quotes].sort((left, right) => score(right) - score(left));
}

const sentence = ({ number, text }: ReadQuote) => `${text}[q${number}]`;
const tagged = (prompt: string, tag: string) =>
  new RegExp(`<${tag}>\\s*([\\s\\S]*?)\\s*</${tag}>`).exec(prompt)?.[1] ?? prompt;
const keywords = (text: string) =>
  (text.match(/[\w-]+/g) ?? []).filter((word) => word.length > 3).join(' ') || text;
const squeeze = (text: string) => text.replace(/[\s*_`]+/g, '').toLowerCase();
