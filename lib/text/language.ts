import { eld } from 'eld/extrasmall';
import { stopWordsOf } from './languages.ts';

/**
 * The language that most of a text is written in, as a BCP-47 code (`de`, `zh`, `zh-Hant`); undefined where it has too
 * little text to tell. Code, addresses and names in backticks do not count. What a script alone decides is decided by it:
 * so a Chinese question about an English product is Chinese.
 */
export function detectLanguage(text: string): string | undefined {
  const words = text
    .slice(0, longestLookedAt)
    .replace(notProse, ' ')
    .replace(/[\p{N}_]+/gu, ' ');
  const script = mainScript(words);
  if (script === undefined) return undefined;
  const own = scripts[script]?.language;
  if (typeof own === 'string') return own;
  if (own) return own(words);
  const found = eld.detect(words);
  const isSure =
    (found.getScores()[found.language] ?? 0) >= sureOfFew && /\p{L}(?:[^\p{L}]+\p{L}+){2}/u.test(words);
  const isTold = found.language === 'en' || isSure || !isFewPlainWords(words, found.language);
  return isTold && found.language !== '' ? found.language : undefined;
}

/** Whether a text is English, or too little to tell another language. */
export const isEnglish = (text: string): boolean => (detectLanguage(text) ?? 'en') === 'en';

/** Whether two texts are in one language, as far as their words tell. */
export function areOfOneLanguage(one: string, other: string): boolean {
  const [first, second] = [detectLanguage(one), detectLanguage(other)];
  return first === undefined || second === undefined || first === second;
}

/**
 * Whether some texts are in another language than a question and none is in its own, as far as their words tell: a name
 * or a bare noun is no proof.
 */
export function areForeign(texts: readonly { text: string }[], question: string): boolean {
  const others = new Set(texts.map(({ text }) => detectLanguage(text)));
  const isOwn = others.delete(detectLanguage(question));
  others.delete(undefined);
  return isSurelyTold(question) && !isOwn && others.size > 0;
}

/** Another script tells, and so does a word that says nothing in its language alone, where not all are names. */
const isSurelyTold = (text: string): boolean =>
  mainScript(text) !== 'latin' ||
  (/\p{L}[^\p{L}]+\p{Ll}/u.test(text) && ownWords(text, detectLanguage(text)) > 0);

/**
 * Of so few words without a letter that English lacks, another language is believed from this score on; of one or two it
 * never is: "password", "router" and "garage door" look Italian, French and Dutch.
 */
const mostPlainWords = 4;
const sureOfFew = 0.75;
/** So too of so many without a word that says nothing in that language, as "ist" or "une", and is none of English: of few words two have to. */
const mostTellingWords = 8;

/** Search terms and errors such as "sqlite wal mode", "git fetch vs git pull": names and words of a trade look like any language. */
function isFewPlainWords(words: string, language: string): boolean {
  const all = words.toLowerCase().match(/\p{L}+/gu) ?? [];
  if (all.length > mostTellingWords || !/^\p{ASCII}*$/u.test(words)) return false;
  return ownWords(words, language) < (all.length <= mostPlainWords ? 2 : 1);
}

/** How many words of a text say nothing in a language and are none of English. */
function ownWords(text: string, language = 'en'): number {
  const [own, english] = [stopWordsOf(language), stopWordsOf('en')];
  return (text.toLowerCase().match(/\p{L}+/gu) ?? []).filter((word) => own.has(word) && !english.has(word))
    .length;
}

const longestLookedAt = 4000;
const notProse = /```[\s\S]*?(?:```|$)|`[^`\n]*`|https?:\/\/\S+|[\w.+-]+@[\w.-]+|<[^<>\n]{1,200}>/g;

/** A script, how many letters a character of it is worth, and its language where it has one. */
type Script = { letter: RegExp; weight: number; language?: string | ((words: string) => string) };

const scripts: Record<string, Script> = {
  kana: { letter: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu, weight: 2, language: 'ja' },
  han: { letter: /\p{Script=Han}/gu, weight: 3, language: chinese },
  hangul: { letter: /\p{Script=Hangul}/gu, weight: 2, language: 'ko' },
  arabic: { letter: /\p{Script=Arabic}/gu, weight: 1, language: arabic },
  devanagari: { letter: /\p{Script=Devanagari}/gu, weight: 1, language: devanagari },
  thai: { letter: /\p{Script=Thai}/gu, weight: 1, language: 'th' },
  hebrew: { letter: /\p{Script=Hebrew}/gu, weight: 1, language: 'he' },
  greek: { letter: /\p{Script=Greek}/gu, weight: 1, language: 'el' },
  cyrillic: { letter: /\p{Script=Cyrillic}/gu, weight: 1 },
  latin: { letter: /\p{Script=Latin}/gu, weight: 1 },
  other: { letter: /[^\p{Script=Latin}\P{L}]/gu, weight: 0.5 },
};

/** The script with most of the text. Chinese characters are Japanese where a share of kana stands among them. */
function mainScript(words: string): string | undefined {
  const counts = Object.entries(scripts).map(
    ([name, { letter, weight }]) => [name, (words.match(letter)?.length ?? 0) * weight] as const,
  );
  const count = new Map(counts);
  const kana = count.get('kana') ?? 0;
  const han = count.get('han') ?? 0;
  if (kana > 0 && kana * 8 >= han) count.set('kana', kana + han);
  const [name, most] = [...count].sort(([, left], [, right]) => right - left)[0] ?? ['', 0];
  return most > 0 ? name : undefined;
}

const traditional =
  /[們個來時說國學會對過還後點電話開關現實體為與應該問題嗎這麼讓種從發業產區報務廣無檔設連續讀寫錯誤輸號顯標項處單複數導類別屬須將擇歸變結構線總級義據專測試請選當條並參執確認轉換範圍]/gu;
const simplified =
  /[们个来时说国学会对过还后点电话开关现实体为与应该问题吗这么让种从发业产区报务广无档设连续读写错误输号显标项处单复数导类别属须将择归变结构线总级义据专测试请选当条并参执确认转换范围]/gu;

function chinese(words: string): string {
  return (words.match(traditional)?.length ?? 0) > (words.match(simplified)?.length ?? 0) ? 'zh-Hant' : 'zh';
}

function arabic(words: string): string {
  if (/[ٹڈڑےھں]/u.test(words)) return 'ur';
  return /[پچژگکی]/u.test(words) ? 'fa' : 'ar';
}

/** Words that stand in nearly every sentence of a language and in none of the others of its script. */
function devanagari(words: string): string {
  if (/(?:^|\s)(?:आहे|आणि|आहेत|काय|मध्ये|होते)(?=[\s?।,.]|$)/u.test(words)) return 'mr';
  return /(?:^|\s)(?:छ|छन्|हो|गर्न|लागि|भएको|पनि)(?=[\s?।,.]|$)/u.test(words) &&
    !/(?:^|\s)(?:है|हैं|की|में)(?=[\s?।,.]|$)/u.test(words)
    ? 'ne'
    : 'hi';
}
