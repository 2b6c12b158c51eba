import { expect, test } from 'vitest';
import { bareWords } from './bare-words.ts';
import { tellingWords } from './telling-words.ts';
import { withoutStopWords } from './without-stop-words.ts';

const left = (text: string) => withoutStopWords(text).replace(/\s+/g, ' ').trim();

test.each([
  ['Wie wird der Puffer geleert?', 'Puffer geleert?'],
  ['自分の crontab を編集するにはどうすればいいですか？', '自分 crontab 編集 ？'],
  ['为什么 Debian 不支持人脸识别登录？', 'Debian 支持人脸识别登录？'],
  ['What is the buffer?', 'What is the buffer?'],
])('words that say nothing go, with or without spaces between words: %s', (question, words) => {
  expect(left(question)).toBe(words);
});

test('the grammar of Japanese gives no words to search for', () => {
  const words = tellingWords('カメラを交換するにはどうすればいいですか？');
  expect(words).toContain('交換');
  expect(words.filter((word) => /^\p{Script=Hiragana}+$/u.test(word))).toEqual([]);
});

test('what nothing parts is parted by a dictionary', () => {
  expect(bareWords('用户可以安排任务吗？')).toEqual(expect.arrayContaining(['用户', '任务']));
  expect(bareWords('How do I «edit» a crontab?')).toEqual(['How', 'do', 'I', '«edit»', 'a', 'crontab']);
});
