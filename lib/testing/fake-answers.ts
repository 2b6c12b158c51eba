/** What a call asks for, told from its messages and the schema it sends. */
export type AskedFor = { system: string; user: string; schema: string };

/**
 * Answers a prompt of the product as a well-behaved model would: a plan, what a page says, a review, an outline, a
 * text, the checks of its claims, a judgment; else a text about it. The same prompt is always given the same answer.
 */
export function answerFor({ system, user }: AskedFor): string {
  const answer = answers.find(([begins]) => begins.test(system))?.[1];
  return answer ? answer(user) : plainText(user);
}

const answers: readonly [RegExp, (prompt: string) => string][] = [
  [/\byou plan a piece of research\b/i, plan],
  [/\byou read one page\b/i, reading],
  [/\byou lead a piece of research\b/i, review],
  [/\byou outline a report\b/i, outline],
  [/\byou write (?:one section of a report|the answer)\b/i, report],
  [/\byou wrote sentences without saying\b/i, askedBack],
  [/\byou check claims\b/i, checks],
  [/\bsentences of a report did not hold\b/i, repair],
  [/\byou judge whether a report\b/i, scores],
  [/\byou judge a report\b/i, judgment],
];

/** The units of a page that share most words with each part, as a reader names them. */
function reading(prompt: string): string {
  const page = /<page>\n([\s\S]*?)\n<\/page>/.exec(prompt)?.[1] ?? '';
  const units = [...page.matchAll(/^(\d+): (.*)$/gm)].map(([, number, text = '']) => ({
    number: Number(number),
    text,
  }));
  const findings = partsIn(prompt).flatMap((part, index) =>
    rank(units, part)
      .filter(({ text }) => shared(text, part) > 0)
      .slice(0, 4)
      .map(({ number, text }) => ({
        units: [number],
        sub_question: index + 1,
        stance: 'supports',
        gist: text.slice(0, 100),
      })),
  );
  return JSON.stringify({ kind: 'documentation', published: null, findings });
}

const notesIn = (prompt: string) =>
  [...prompt.matchAll(/^(\d+)\. \[part (\d+)/gm)].map(([, number, part]) => ({
    number: Number(number),
    part: Number(part),
  }));

function review(prompt: string): string {
  const notes = notesIn(prompt);
  return JSON.stringify({
    sub_questions: partsIn(prompt).map((_, index) => ({
      sub_question: index + 1,
      state: notes.some(({ part }) => part === index + 1) ? 'answered' : 'open',
      reason: 'As noted.',
      queries: [],
    })),
    new_sub_questions: [],
    enough: true,
  });
}

function outline(prompt: string): string {
  const notes = notesIn(prompt);
  return JSON.stringify({
    title: 'What is known',
    sections: partsIn(prompt).map((part, index) => ({
      heading: part.replace(/\s*\(wanted:.*$/, '').replace(/[?.]+$/, ''),
      form: 'prose',
      says: part,
      notes: notes.filter((note) => note.part === index + 1).map(({ number }) => number),
    })),
  });
}

function askedBack(prompt: string): string {
  const listed = /Sentences:\n([\s\S]*?)\n\nQuotes:/.exec(prompt)?.[1] ?? '';
  return JSON.stringify({
    sentences: [...listed.matchAll(/^(\d+): (.*?)(?: \(perhaps [^)\n]*\))?$/gm)].map(
      ([, sentence, text = '']) => {
        const said = quotesIn(prompt).filter((quote) => squeeze(quote.text).includes(squeeze(text)));
        return said.length > 0
          ? { sentence: Number(sentence), choice: 'quote', quotes: said.map(({ number }) => number) }
          : { sentence: Number(sentence), choice: /:$/.test(text) ? 'link' : 'drop', quotes: [] };
      },
    ),
  });
}

function checks(prompt: string): string {
  const { claims } = JSON.parse(judgment(prompt)) as { claims: unknown };
  return JSON.stringify({ claims });
}

function repair(prompt: string): string {
  return JSON.stringify({
    sentences: [...prompt.matchAll(/^(\d+): /gm)].map(([, sentence]) => ({
      sentence: Number(sentence),
      text: null,
    })),
  });
}

function scores(prompt: string): string {
  const { claims: _, ...scores } = JSON.parse(judgment(prompt)) as Record<string, unknown>;
  return JSON.stringify(scores);
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
  const claims = [...prompt.matchAll(/^claim (\d+): (.*) \((?:rests on|inference from) (.*)\)$/gm)].map(
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

const shared = (text: string, question: string) => {
  const words = new Set(keywords(question).toLowerCase().split(' '));
  return (text.toLowerCase().match(/[\w-]+/g) ?? []).filter((word) => words.has(word)).length;
};

const sentence = ({ number, text }: ReadQuote) => `${text}[q${number}]`;
const tagged = (prompt: string, tag: string) =>
  new RegExp(`<${tag}>\\s*([\\s\\S]*?)\\s*</${tag}>`).exec(prompt)?.[1] ?? prompt;
const keywords = (text: string) =>
  (text.match(/[\w-]+/g) ?? []).filter((word) => word.length > 3).join(' ') || text;
const squeeze = (text: string) => text.replace(/[\s*_`]+/g, '').toLowerCase();
