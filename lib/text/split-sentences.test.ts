import { describe, expect, test } from 'vitest';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { splitSentences } from './split-sentences.ts';

const sentences = (text: string) =>
  splitSentences(text, { start: 0, end: text.length }).map(({ start, end }) => text.slice(start, end));

/** `|` stands where a sentence ends. */
describe.each([
  [
    'English',
    'Use e.g. v1.2.3 of it. | J. R. Smith, Ph.D., paid $3.50 on Jan. 5. | See https://x.org/a.b?c=d. | Why?',
  ],
  [
    'German',
    'Am 12. März gilt z. B. § 3 Abs. 2, d. h. der 2. Teil. | Das kostet ca. 3,5 Mio. Euro. | Warum? | Prof. Dr. Meier sagt nein.',
  ],
  [
    'numbers before what they number',
    '73.2. TOAST storage. | It holds rows. | Table 37.15. Columns of it. | Table K.1. Its limits. | Since 2019. This is so.',
  ],
  [
    'dots that hold the place of words',
    'With ALTER TABLE ... ENABLE it holds. | Use INSERT … SELECT for it. | Wait... | Then go on.',
  ],
  ['German years', 'Das geschah 44 v. Chr. in Rom. | Es dauerte bis 2019. | Danach war Ruhe.'],
  ['French', 'M. Dupont a dit : « C’est vrai ! » | Il habite au 3 av. Foch. | Est-ce sûr ? | Oui.'],
  ['Spanish', '¿Qué es? | ¡Vamos! | El Sr. Pérez pagó 3.500 € (aprox. 10 % más). | Así fue.'],
  ['Chinese', '公司在2031年破产。|第一个系统使用v1.2.3版！|价格是3.5元吗？|“是的。”|没有'],
  ['Japanese', 'これは本です。|値段は1,500円ですか？|「はい。」と彼は言った。|終わり'],
  ['Arabic', 'هل هذا صحيح؟ | نعم، الضغط 3.5 بار. | انتهى الأمر۔ | شكرا'],
  ['Hindi', 'यह कैश 15 मिनट तक रहता है। | दबाव 3.5 बार है। | क्यों? | ठीक है'],
  ['Russian', 'Это стоит 3,5 млн руб. в год. | Проф. Иванов сказал нет. | Почему?'],
  ['Korean', '이것은 책입니다. | 가격은 3.5유로입니까? | 네.'],
  ['Thai', 'ระบบแรกใช้โมเดลหัวหน้าเพื่อแบ่งงานให้ทีม | ระบบที่สองใช้ทีมที่ทำงานพร้อมกันทั้งหมดในเวลาเดียวกัน'],
])('%s', (_name, marked) => {
  test('has its sentences', () => {
    const expected = marked.split('|').map((one) => one.trim());
    expect(sentences(marked.replaceAll(/\s*\|(\s*)/g, '$1'))).toEqual(expected);
  });
});

test('no sentence is longer than 5,000 characters, and nothing of it is lost', () => {
  for (const text of ['word '.repeat(4000), '字'.repeat(12_000), '😀'.repeat(6000)]) {
    const found = sentences(text);
    expect(Math.max(...found.map(({ length }) => length))).toBeLessThanOrEqual(5000);
    expect(found.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
    for (const one of found) expect(one.isWellFormed()).toBe(true);
  }
});

test('a hostile text is split in no time', () => {
  const stopwatch = startStopwatch();
  for (const text of ['z. '.repeat(20_000), '. '.repeat(20_000), '12. '.repeat(20_000), '「'.repeat(20_000)])
    sentences(text);
  expect(stopwatch.ms()).toBeLessThan(4000);
});
