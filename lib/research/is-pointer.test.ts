import { expect, test } from 'vitest';
import { isPointer } from './is-pointer.ts';

const points = (text: string, heading: string[] = []) => isPointer({ form: 'sentence', text }, heading);

test.each([
  'See the documentation for more.',
  'Siehe die Anleitung des Herstellers.',
  'Pour en savoir plus, consultez le site.',
  'Más información en la página oficial.',
  '详见官方网站的说明。',
  '詳しくは公式サイトをご覧ください。',
  'للمزيد من المعلومات زر الموقع.',
  'अधिक जानकारी के लिए वेबसाइट देखें।',
  'Preise',
  '价格',
  'Wirklich?',
  '真的吗？',
  'هل هذا صحيح؟',
  'Table 37.15. `columns` Columns',
  'Table K.1. Limits of the server',
  'Abbildung 2.1. Die Pumpe von oben',
  'Table 1. Rates by the space that is left',
  'Section 7.25, “Delete the Valve”',
  '- 7.25. Delete the Valve',
  '- 4.1.12. How much does a valve cost?',
  '!!!',
  '---',
  '- crit pump(1), valve(1), water.conf(5), tank-down(8)',
])('%s says nothing itself', (text) => {
  expect(points(text)).toBe(true);
});

test.each([
  'It is seen by all readers as the best of its kind.',
  'Die Pumpe kostet 7.000 Euro.',
  '第一个系统使用主管模型来分配任务，共有3',
  'このポンプの価格は7000ユーロです。',
  'Voirie et réseaux coûtent cher dans cette ville.',
  'المضخة تكلف 7000 يورو.',
  'पंप की कीमत 7000 यूरो है।',
  'Day 1: arrival in Rome and dinner',
  'Before you start: close the main valve first.',
  'Use pump(1) with valve(1), tank(5) and water(7).',
  'Version 3.5. The pump starts by itself.',
  'Step 2. Open the valve and wait',
  '- 2.1. Open the valve and wait.',
  '- 1.5 litres of water',
  '- 2. Open the valve',
])('%s says something', (text) => {
  expect(points(text)).toBe(false);
});

test.each([
  'See also',
  'Weblinks',
  'Voir aussi',
  'Enlaces externos',
  '参考资料',
  '関連項目',
  'المراجع',
  'सन्दर्भ',
])('what stands below %s are links', (heading) => {
  expect(points('The pump costs 7 euros.', [heading])).toBe(true);
});

test.each([
  'For on-demand revalidation after a mutation, see Revalidating.',
  'To see `streamText` in action, check out these examples.',
])('%j points elsewhere', (text) => {
  expect(isPointer({ form: 'sentence', text }, [])).toBe(true);
});

test('what is said for a purpose is no pointer', () => {
  expect(isPointer({ form: 'sentence', text: 'For large files, the limit is ten megabytes.' }, [])).toBe(
    false,
  );
});
