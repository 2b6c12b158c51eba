import { expect, test } from 'vitest';
import { areForeign, detectLanguage } from './language.ts';

/** As people ask, ten a language, product names and all. */
const questions: Record<string, string> = {
  en: 'How long does a cached page live in Next.js?|What does a heat pump cost in 2026?|Which is better for small teams, Postgres or MySQL?|Who founded the company?|Why did the bridge collapse?|Compare the three vaccines|Is it safe to eat raw eggs?|What changed in Node.js 24?|When does the museum open?|List the moons of Jupiter',
  de: 'Wie hoch ist die Förderung für Wärmepumpen?|Was kostet ein Umzug nach Hamburg?|Welche Termine habe ich nächste Woche?|Wer hat die Firma gegründet?|Warum stürzte die Brücke ein?|Ist React schneller als Vue?|Wann öffnet das Museum?|Vergleiche die drei Impfstoffe|Wie lange lebt eine Seite im Cache von Next.js?|Nenne die Monde des Jupiter',
  fr: 'Combien coûte une pompe à chaleur ?|Qui a fondé cette entreprise ?|Pourquoi le pont s’est-il effondré ?|Quelle est la durée du cache dans Next.js ?|Quand ouvre le musée ?|Compare les trois vaccins|Est-ce que React est plus rapide que Vue ?|Quels sont mes rendez-vous demain ?|Comment renouveler un passeport ?|Donne la liste des lunes de Jupiter',
  es: '¿Cuánto cuesta una bomba de calor?|¿Quién fundó la empresa?|¿Por qué se derrumbó el puente?|¿Cuánto dura la caché en Next.js?|¿Cuándo abre el museo?|Compara las tres vacunas|¿Es React más rápido que Vue?|¿Qué citas tengo mañana?|Cómo renovar el pasaporte|Enumera las lunas de Júpiter',
  zh: '热泵多少钱？|Next.js 的页面缓存多久？|谁创办了这家公司？|桥为什么塌了？|博物馆几点开门？|比较三种疫苗|React 比 Vue 快吗？|我明天有什么安排？|如何更换护照？|列出木星的卫星',
  ja: 'ヒートポンプの価格はいくらですか？|Next.jsのキャッシュはどのくらい持続しますか？|この会社を設立したのは誰ですか？|橋はなぜ崩れたのか|博物館は何時に開きますか？|三つのワクチンを比較して|ReactはVueより速いですか？|明日の予定は？|パスポートの更新方法|木星の衛星を挙げてください',
  ar: 'كم تكلفة المضخة الحرارية؟|من أسس الشركة؟|لماذا انهار الجسر؟|كم تدوم ذاكرة التخزين المؤقت في Next.js؟|متى يفتح المتحف؟|قارن بين اللقاحات الثلاثة|هل React أسرع من Vue؟|ما مواعيدي غدا؟|كيف أجدد جواز السفر؟|اذكر أقمار المشتري',
  hi: 'हीट पंप की कीमत कितनी है?|कंपनी की स्थापना किसने की?|पुल क्यों गिरा?|Next.js में कैश कितनी देर रहता है?|संग्रहालय कब खुलता है?|तीनों टीकों की तुलना करो|क्या React Vue से तेज़ है?|कल मेरी कौन सी बैठकें हैं?|पासपोर्ट कैसे नवीनीकृत करें?|बृहस्पति के चंद्रमाओं की सूची दो',
};

test.each(Object.entries(questions))('questions in %s are told', (language, all) => {
  const found = all.split('|').map((question) => detectLanguage(question));
  expect(found.filter((one) => one === language).length).toBeGreaterThanOrEqual(9);
});

test.each([
  ['這個國家的電話號碼是什麼？', 'zh-Hant'],
  ['Il prezzo della pompa di calore è aumentato nel 2025.', 'it'],
  ['Ile kosztuje pompa ciepła i kto ją produkuje?', 'pl'],
  ['Сколько стоит тепловой насос в этом году?', 'ru'],
  ['열펌프는 얼마입니까?', 'ko'],
  ['قیمت پمپ حرارتی چقدر است؟', 'fa'],
  ['उष्णता पंपची किंमत काय आहे?', 'mr'],
])('%s is %s', (text, language) => {
  expect(detectLanguage(text)).toBe(language);
});

test('code and addresses do not count, and what has no words has no language', () => {
  expect(
    detectLanguage(
      'Was tut `const answer = await fetch(the.url)` hier genau? https://example.com/the-answer',
    ),
  ).toBe('de');
  for (const text of ['', '42', '???', '👍', '`code`']) expect(detectLanguage(text)).toBeUndefined();
});

test.each([
  'sqlite wal mode',
  'git bare repo',
  'default port postgres',
  'htpasswd rotatelogs',
  'melisma',
  'acciaccatura vs appoggiatura',
  'git fetch vs git pull',
  'nginx reverse proxy apache mod_rewrite',
  'pg_dump: error: server version mismatch',
])('search terms are in no foreign language: %s', (text) => {
  expect(detectLanguage(text) ?? 'en').toBe('en');
});

test.each([
  ['Wie lange?', 'de'],
  ['Preise der Zimmer', 'de'],
  ['precio habitación', 'es'],
  ['mise à jour', 'fr'],
  ['Jak dodac plik do repozytorium', 'pl'],
  ['Was kostet das?', 'de'],
  ['Was ist ein Quantencomputer?', 'de'],
  ['Compare les trois vaccins', 'fr'],
  ['comment ajouter une ligne dans un tableau', 'fr'],
])('few words that hardly stand elsewhere tell their language: %s', (text, language) => {
  expect(detectLanguage(text)).toBe(language);
});

test('texts are called foreign only beside a question whose language is sure', () => {
  const texts = [
    { text: 'After inspecting what was done, the others may decide to continue without pulling.' },
  ];
  for (const question of ['Wie geht das?', 'Que fait la ferme ?', 'これは何ですか？', 'Что это?'])
    expect([question, areForeign(texts, question)]).toEqual([question, true]);
  for (const question of [
    'Hi Bob',
    'La Paz',
    'Van Gogh',
    'El Niño',
    'Café',
    'Maria Rossi',
    'ls -la',
    'tar',
    'Why?',
  ])
    expect([question, areForeign(texts, question)]).toEqual([question, false]);
});

test.each([
  [['The buffer is emptied after every write to the disk.'], true],
  [['The buffer is emptied after every write.', 'Der Puffer wird nach jedem Schreiben geleert.'], false],
  [['`flush()`', 'GIMP 2.10'], false],
])('pages are told to be in another language where none is in that of the question: %j', (texts, isTold) => {
  const question = 'Wann wird der Puffer denn endlich geleert?';
  expect(
    areForeign(
      texts.map((text) => ({ text })),
      question,
    ),
  ).toBe(isTold);
});

test.each(['password', 'router', 'sauna', 'hotel', 'Wifi password', 'garage door', 'Preise Zimmer'])(
  'a word or two, such as %s, tell no language: too many stand in several',
  (text) => expect(detectLanguage(text)).toBeUndefined(),
);
