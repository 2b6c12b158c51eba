import { frequentHan, frequentHangul, frequentLetters, latinAlphabets } from './alphabets.ts';

/** Encodings that are told by their look, the commoner first where nothing else decides. */
const singleAndDouble = [
  'windows-1252',
  'windows-1250',
  'iso-8859-2',
  'windows-1251',
  'koi8-u',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'windows-874',
  'iso-8859-5',
  'iso-8859-6',
  'ibm866',
  'x-mac-cyrillic',
  'macintosh',
  'shift_jis',
  'euc-jp',
  'gb18030',
  'big5',
  'euc-kr',
];
/** Hardly met any more: they must look better than the others by something. */
const rare = /mac|ibm|8859-[56]/;
const wide = ['utf-16le', 'utf-16be'];
const sampleBytes = 6000;
/** Below this look a text is none. */
const worstLook = -0.4;

/** The encoding that bytes which are no valid UTF-8 are most likely text in; undefined when they look like no text. */
export function detectEncoding(bytes: Buffer): string | undefined {
  const wideSample = bytes.subarray(0, Math.min(sampleBytes, bytes.length - (bytes.length % 2)));
  const looks = (bytes.length % 2 === 0 ? wide : []).map((label) => ({
    label,
    look: lookOf(label, wideSample),
  }));
  if (!bytes.subarray(0, 65_536).includes(0)) {
    const sample = sampleOf(bytes);
    looks.push(...singleAndDouble.map((label) => ({ label, look: lookOf(label, sample) })));
  }
  const best = looks.reduce((left, right) => (right.look > left.look ? right : left), {
    label: '',
    look: worstLook,
  });
  return best.label || undefined;
}

/** Lines that hold bytes beyond ASCII, up to some thousand bytes: they tell encodings apart. */
function sampleOf(bytes: Buffer): Buffer {
  const lines: Buffer[] = [];
  let size = 0;
  for (let start = 0; start < bytes.length && size < sampleBytes; ) {
    const newline = bytes.indexOf(10, start);
    const end = newline === -1 ? bytes.length : newline + 1;
    const line = bytes.subarray(start, Math.min(end, start + sampleBytes));
    if (line.some((byte) => byte > 127)) {
      lines.push(line);
      size += line.length;
    }
    start = end;
  }
  return Buffer.concat(lines);
}

function lookOf(label: string, sample: Buffer): number {
  try {
    const text = new TextDecoder(label, { fatal: true }).decode(sample, { stream: true });
    return look(text) - (rare.test(label) ? 0.05 : 0);
  } catch {
    return Number.NEGATIVE_INFINITY;
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they tell that a text is none
const noText = /[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f\ufffd\p{Co}\p{Cn}]/u;
const usualSigns = /[–—‘’“”„«»…°§©®€£·×№¿¡。、，：；！？「」『』（）《》・\u3000]/;
const drawing = /[\u2500-\u259f]/;
const beyondAscii = /\P{ASCII}/u;
const scripts = {
  Latin: /\p{Script=Latin}/u,
  Cyrillic: /\p{Script=Cyrillic}/u,
  Greek: /\p{Script=Greek}/u,
  Hebrew: /\p{Script=Hebrew}/u,
  Arabic: /\p{Script=Arabic}/u,
  Thai: /\p{Script=Thai}/u,
  Hangul: /\p{Script=Hangul}/u,
  Han: /[\p{Script=Han}\u3040-\u30ff]/u,
};
type Script = keyof typeof scripts;

function scriptOf(letter: string): Script | undefined {
  return (Object.keys(scripts) as Script[]).find((name) => scripts[name].test(letter));
}

/** How much a text looks like one, for each character beyond ASCII: letters that go together, words in one script and case. */
function look(text: string): number {
  let sum = 0;
  let count = 0;
  const latin: string[] = [];
  // A letter of another script in a text of plain Latin letters is more likely a sign.
  const isPlain = [...text.matchAll(/[a-z]/gi)].length > 15 * [...text.matchAll(/\P{ASCII}/gu)].length;
  for (const sign of text) {
    const isStrange = noText.test(sign);
    if (sign < '\x80' && !isStrange) continue;
    count += 1;
    if (isStrange) sum -= 20;
    else if (/[\p{L}\p{M}]/u.test(sign)) {
      const script = scriptOf(sign);
      if (script === 'Latin') latin.push(sign.toLowerCase());
      else sum += isPlain ? -1 : weightOf(sign, script);
    } else if (usualSigns.test(sign)) sum += 1;
    else sum -= drawing.test(sign) ? 2 : 1;
  }
  if (count === 0) return text.trim() ? 0.5 : Number.NEGATIVE_INFINITY;
  return (sum + latinLook(latin) - breaksInWords(text)) / count;
}

function weightOf(letter: string, script: Script | undefined): number {
  if (/[\uff61-\uff9f]/.test(letter)) return -1;
  if (script === 'Han') return frequentHan.has(letter) || /[\u3040-\u30ff]/.test(letter) ? 2 : -0.5;
  if (script === 'Hangul') return frequentHangul.has(letter) ? 2 : -0.5;
  return (frequentLetters[script ?? ''] ?? '').includes(letter.toLowerCase()) ? 1 : 0.7;
}

/** Letters of the language that has most of them count, the others speak against. */
function latinLook(letters: readonly string[]): number {
  const own = Math.max(
    0,
    ...latinAlphabets.map((alphabet) => letters.filter((letter) => alphabet.includes(letter)).length),
  );
  return own - (letters.length - own) * 0.8;
}

/** What words of a real text do not do: change their script or from small to capital letters, or hold signs. */
function breaksInWords(text: string): number {
  let breaks = 0;
  for (const [word] of text.matchAll(/[\p{L}\p{M}]+/gu)) {
    if (!beyondAscii.test(word)) continue;
    if (new Set([...word].map(scriptOf)).size > 1) breaks += 3;
    breaks += 2 * [...word.matchAll(/\p{Ll}(?=\p{Lu})/gu)].length;
    if (word.length > 2 && /^\p{Lu}+$/u.test(word)) breaks += 0.3 * word.length;
  }
  for (const [signs] of text.matchAll(/(?<=\p{L})[^\p{L}\p{M}\p{N}\s]+(?=\p{L})/gu)) {
    if (beyondAscii.test(signs) && ![...signs].every((sign) => sign < '\x80' || usualSigns.test(sign)))
      breaks += 2;
  }
  return breaks;
}
