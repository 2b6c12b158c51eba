import { expect, test } from 'vitest';
import { encodeText } from '#lib/testing/encode-text.ts';
import { decodeBytes, decodeText } from './decode-text.ts';

const samples = {
  german: 'Die Gebühren für das Jahr 2024 müssen bis zum 31. März überwiesen werden.',
  short: 'Café Zürich',
  english: 'The Hazel budget is 900 € per month.',
  quoted: 'She said “the Hazel plan – the old one – isn’t ours…” and left.',
  french: "L'été dernier, la société a créé un système très apprécié à l'étranger.",
  spanish: 'El año pasado la compañía recibió más de cuarenta peticiones de información.',
  portuguese: 'As informações sobre as eleições não serão divulgadas até amanhã.',
  polish: 'Żółta łódź płynęła wzdłuż rzeki, a książę śpiewał pieśń o źródle.',
  czech: 'Příliš žluťoučký kůň úpěl ďábelské ódy nad řekou.',
  hungarian: 'Az őrült űrhajós hűvös éjszakán gyönyörű fényeket látott.',
  turkish: "İstanbul'da güneşli bir gün; çocuklar şehirde ağaçların altında oynuyor.",
  russian: 'Бюджет проекта составляет пятьсот тысяч рублей в год. Москва.',
  greeting: 'Привет, мир',
  ukrainian: "Бюджет проєкту становить п'ятсот тисяч гривень на рік.",
  greek: 'Ο προϋπολογισμός του έργου είναι πέντε χιλιάδες ευρώ.',
  hebrew: 'התקציב של הפרויקט הוא חמשת אלפים שקלים לשנה.',
  arabic: 'ميزانية المشروع خمسة آلاف دينار في السنة الواحدة.',
  japanese: 'プロジェクトの予算は年間五百万円です。東京の事務所で承認されました。',
  chinese: '该项目的预算为每年五百万元，由北京办公室批准。',
  traditional: '該項目的預算為每年五百萬元，由台北辦公室批准。',
  korean: '프로젝트의 예산은 연간 오백만 원입니다. 서울 사무소에서 승인했습니다.',
  thai: 'งบประมาณของโครงการคือห้าล้านบาทต่อปี',
};

test.each([
  ['german', 'windows-1252'],
  ['german', 'iso-8859-1'],
  ['german', 'macintosh'],
  ['short', 'windows-1252'],
  ['english', 'windows-1252'],
  ['quoted', 'windows-1252'],
  ['french', 'windows-1252'],
  ['spanish', 'iso-8859-15'],
  ['portuguese', 'windows-1252'],
  ['polish', 'windows-1250'],
  ['polish', 'iso-8859-2'],
  ['czech', 'windows-1250'],
  ['czech', 'iso-8859-2'],
  ['hungarian', 'windows-1250'],
  ['hungarian', 'iso-8859-2'],
  ['turkish', 'windows-1254'],
  ['turkish', 'iso-8859-9'],
  ['russian', 'windows-1251'],
  ['russian', 'koi8-r'],
  ['russian', 'iso-8859-5'],
  ['russian', 'ibm866'],
  ['russian', 'x-mac-cyrillic'],
  ['greeting', 'windows-1251'],
  ['greeting', 'koi8-r'],
  ['ukrainian', 'windows-1251'],
  ['ukrainian', 'koi8-u'],
  ['greek', 'windows-1253'],
  ['greek', 'iso-8859-7'],
  ['hebrew', 'windows-1255'],
  ['hebrew', 'iso-8859-8'],
  ['arabic', 'windows-1256'],
  ['arabic', 'iso-8859-6'],
  ['japanese', 'shift_jis'],
  ['japanese', 'euc-jp'],
  ['chinese', 'gb18030'],
  ['traditional', 'big5'],
  ['korean', 'euc-kr'],
  ['thai', 'windows-874'],
  ...Object.keys(samples).flatMap((name) => [
    [name, 'utf-16le'],
    [name, 'utf-16be'],
  ]),
] as [keyof typeof samples, string][])('%s in %s is read without being told', (name, encoding) => {
  const page = `# Plan\n\n${samples[name]}\n`;
  expect(decodeBytes(encodeText(page, encoding))).toBe(page);
});

test('a byte order mark decides', () => {
  for (const encoding of ['utf-16le', 'utf-16be']) {
    expect(decodeBytes(encodeText('\ufeff# Grüße', encoding))).toBe('# Grüße');
  }
  expect(decodeBytes(Buffer.from('\ufeff# Grüße'))).toBe('# Grüße');
});

test('what a page declares counts, unless its bytes say otherwise', () => {
  const declare = (charset: string) => `<meta charset="${charset}"><p>`;
  const contentType = 'text/html';
  const page = `${declare('iso-8859-7')}${samples.greek}`;
  expect(decodeText(encodeText(page, 'iso-8859-7'), { contentType })).toBe(page);
  const lying = `${declare('utf-8')}${samples.german}`;
  expect(decodeText(encodeText(lying, 'windows-1252'), { contentType })).toBe(lying);
});

test('a bad byte in UTF-8 costs only itself, and one that the end cuts off goes', () => {
  const bytes = Buffer.concat([
    Buffer.from('Größe und Höhe: '),
    Buffer.from([0xfc]),
    Buffer.from('ber 5 m – 会'),
  ]);
  expect(decodeBytes(bytes)).toBe('Größe und Höhe: über 5 m – 会');
  expect(decodeBytes(bytes.subarray(0, -1))).toBe('Größe und Höhe: über 5 m – ');
});

test('a replacement character that stands in the file stays', () => {
  expect(decodeBytes(Buffer.from('a \ufffd b'))).toBe('a \ufffd b');
});

test('bytes that are no text are none', () => {
  let state = 7;
  const noise = Buffer.from(
    Array.from({ length: 5000 }, () => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      return (state >> 16) & 255;
    }),
  );
  expect(decodeBytes(noise)).toBeUndefined();
  expect(decodeBytes(noise.map((byte) => byte || 200) as Buffer)).toBeUndefined();
  expect(decodeText(noise, { contentType: '' })).not.toContain('\ufffd');
});
