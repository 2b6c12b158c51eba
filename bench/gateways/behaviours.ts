import type { Script } from '#lib/testing/fake-gateway.ts';
import { readFixtures } from '#lib/testing/fixture-server.ts';

/**
 * One way in which a gateway behaves. `says`: words of which one has to stand in what the user is told; where absent,
 * the answer can be used and nobody has to hear of it. `isForPeople`: only a person can change it, so a job that has
 * nothing yet may end with it.
 */
export type Behaviour = {
  name: string;
  script: Script;
  says?: (role: string) => RegExp | undefined;
  isForPeople?: boolean;
  /** What of it the product keeps for the next one: how the model wants to be asked, or a pause. */
  leaves?: 'lesson' | 'pause';
};

const says = (words: RegExp) => () => words;
const cutWords = /broke off|lost|limit of length|answer of the model could not be used/;
const unusable = /could not be used|wrote nothing|refused|another language|again and again|held/;

/** What no file can hold: what takes its time, or depends on the prompt. */
const others: Behaviour[] = [
  { name: 'silent for 40 s', script: { delayMs: 40_000 } },
  { name: 'silent for good', script: { hangAfter: 0 }, says: says(/had not answered|said nothing|time/i) },
  {
    name: 'stops in the middle and stays silent',
    script: { hangAfter: 3 },
    says: says(/said nothing|lost|had not answered/),
  },
  { name: 'cut in the middle', script: { cut: { after: 5, how: 'end' } }, says: says(cutWords) },
  {
    name: 'lost in the middle',
    script: { cut: { after: 5, how: 'reset' }, tokenDelayMs: 5 },
    says: says(cutWords),
  },
  { name: 'an error in the middle', script: { errorAfter: 5 }, says: says(/fell over|lost/) },
  { name: 'says nothing', script: { text: ' ' }, says: says(unusable) },
  { name: 'thinks first', script: { think: 'Hm, let me see.' } },
  { name: 'one word at a time', script: { tokenDelayMs: 3 } },
  { name: 'stays connected after the end', script: { lingers: true } },
  { name: 'tells no tokens and no end', script: { usage: false, done: false } },
  {
    name: 'prose where data is asked for',
    script: { text: 'I looked into it, and it depends.' },
    says: says(unusable),
  },
  {
    name: 'refuses in words',
    script: { text: "I'm sorry, but I can't help with that." },
    says: says(unusable),
  },
  {
    name: 'goes round in circles',
    script: { text: 'And so it goes on. '.repeat(400) },
    says: says(/again and again|itself|could not be used/),
  },
  { name: 'a context of 2,000 tokens', script: { contextTokens: 2_000 } },
  { name: 'a context of 300 tokens', script: { contextTokens: 300 }, says: says(/too long/) },
  {
    name: 'cuts the prompt without a word',
    script: { promptTokens: 1_000 },
    // Only the reader's prompt is so long that it cannot be so few.
    says: (role) => (role === 'reader' ? /only 1000 tokens/ : undefined),
  },
  {
    name: 'JSON in a fence, with prose around',
    script: {
      rewrite: (answer) => (isJson(answer) ? `Here it is:\n\`\`\`json\n${answer}\n\`\`\`\nDone.` : answer),
    },
  },
  {
    name: 'the whole text in a fence',
    script: { rewrite: (answer) => (isJson(answer) ? answer : `\`\`\`markdown\n${answer}\n\`\`\``) },
  },
  {
    name: 'a preamble',
    script: { rewrite: (answer) => (isJson(answer) ? answer : `Sure! Here is the report:\n\n${answer}`) },
  },
  ...Object.entries({
    '[3]': '[$1]',
    '【q3】': '【q$1】',
    '(q3)': '(q$1)',
    '[^q3]': '[^q$1]',
    '[q3](https://…)': '[q$1](https://example.com/$1)',
    'no marks': '',
  }).map(([name, mark]) => ({
    name: `marks as ${name}`,
    script: { rewrite: (answer: string) => (isJson(answer) ? answer : answer.replace(/\[q(\d+)\]/g, mark)) },
  })),
];

const isJson = (answer: string) => /^\s*\{/.test(answer);

/** What people have to hear of answers that a fixture says are read as text, and are still not what was wanted. */
const shortAnswers: Record<string, RegExp> = {
  'openai-length': cutWords,
  'azure-content-filter': /filter|could not be used/,
  'zai-sensitive': /filter|could not be used/,
  'openai-refusal': /refused/,
  empty: unusable,
};

const byCode: Record<string, RegExp> = {
  model_context_exceeded: /too long|given only/,
  model_rate_limited: /asks to wait|still being loaded/,
  model_repeats: /itself|again and again|could not be used/,
};

/** The corpus of answers of servers, and the list above. */
export function listBehaviours(): Behaviour[] {
  const recorded = readFixtures().map(({ name, fixture }): Behaviour => {
    const { code, message } = fixture.expect as { code?: string; message?: string };
    const short = shortAnswers[name];
    if (!code)
      return {
        ...{ name, script: { fixture } },
        ...(short && { says: () => short }),
        ...(fixture.how.then && { leaves: 'lesson' }),
      };
    const words = (role: string) => message?.replace('"m"', `"${role}"`);
    const written = /^model_(cut_off|failed)$/.test(code) ? `|${cutWords.source}` : '';
    return {
      name,
      script: { fixture },
      says: (role) => byCode[code] ?? new RegExp(`${verbatim(words(role) ?? 'The model')}${written}`),
      isForPeople: code === 'model_rejected',
      ...(code === 'model_rate_limited' && { leaves: 'pause' }),
    };
  });
  return [...recorded, ...others];
}

const verbatim = (words: string) => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
