import { expect, test } from 'vitest';
import { standsAlone } from './stands-alone.ts';

test.each([
  ['en', 'What is its profit margin?', 'How long does a cached page live in the Next.js router cache?'],
  [
    'de',
    'Und wie hoch ist dessen Marge im Vergleich zum Vorjahr?',
    'Welche Wärmepumpe eignet sich für ein unsaniertes Altbauhaus in Hamburg?',
  ],
  ['de', 'Was kostet das Modell?', 'Wie entwickelte sich der Umsatz von Siemens Energy seit 2020?'],
  [
    'fr',
    'Et quelle est sa marge par rapport à l’année dernière ?',
    'Combien coûte une pompe à chaleur pour une maison ancienne à Lyon ?',
  ],
  [
    'es',
    '¿Y cuál es su margen de beneficio este año?',
    '¿Cuánto cuesta instalar una bomba de calor en una casa antigua de Madrid?',
  ],
  ['zh', '它的利润率呢？', '苹果公司2025年在中国市场的手机销量是多少？'],
  ['zh', '那么在欧洲市场的销量怎么样？', '比较三种新冠疫苗对老年人的保护效果'],
  ['ja', 'その利益率は前年と比べてどうですか？', 'トヨタ自動車の2025年の世界販売台数は何台でしたか？'],
  [
    'ar',
    'وما هامش الربح فيها مقارنة بالعام الماضي؟',
    'كم بلغت مبيعات شركة آبل من الهواتف في السوق الصينية عام 2025؟',
  ],
  ['hi', 'इसकी लाभ दर पिछले साल की तुलना में कितनी है?', 'भारत में 2025 में इलेक्ट्रिक कारों की कुल बिक्री कितनी हुई?'],
])('%s: a question that points back does not stand alone, a whole one does', (_language, follows, whole) => {
  expect(standsAlone(follows)).toBe(false);
  expect(standsAlone(whole)).toBe(true);
});

test.each([
  ['ok, and what is a packfile?', 'And what is the limit?'],
  ['Was ist ein Packfile?', 'Was ist das Limit?'],
  ['Et qu’est-ce qu’un packfile ?', 'Et qu’est-ce que la limite ?'],
  ['¿Qué es un packfile?', '¿Qué es la rama?'],
  ['What is an object?', 'What is an example?'],
])('what is asked for as a thing not spoken of before stands alone: %s', (introduces, follows) => {
  expect(standsAlone(introduces)).toBe(true);
  expect(standsAlone(follows)).toBe(false);
});
