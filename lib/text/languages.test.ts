import { expect, test } from 'vitest';
import { tokenize } from './tokenize.ts';

test.each([
  ['de', 'Verbindung Verbindungen', 'Haus Häuser Hauses'],
  ['nl', 'verbinding verbindingen', 'contract contracten'],
  ['fr', 'réseau réseaux reseau', 'utiliser utilisation'],
  ['es', 'copia copias', 'jardín jardines'],
  ['ru', 'книга книги книгу', 'лифт лифты лифта'],
  ['ar', 'مكتبة المكتبات', 'مصعد المصعد'],
])('the forms of a word share a stem in %s', (code, ...words) => {
  for (const forms of words) expect(new Set(tokenize(forms, code)).size, forms).toBe(1);
});

test('words that say nothing are left out by language', () => {
  expect(tokenize('die Pumpe und der Speicher', 'de')).toEqual(tokenize('Pumpe Speicher', 'de'));
  expect(tokenize('la sauvegarde de l’utilisateur', 'fr')).toHaveLength(2);
});

test('a name inside a script without spaces is a word of its own', () => {
  expect(tokenize('Next.jsの設定')).toEqual(['next.js', 'next', 'js', 'の設', '設定']);
  expect(tokenize('데이터')).toEqual(['데이', '이터']);
  expect(tokenize('ฐานข้อมูล')).toContain('ฐาน');
});

test('names, versions and files are the same in every language', () => {
  for (const code of ['de', 'fr', 'ru', 'ar', undefined])
    expect(tokenize('next.config.js v16.4.5', code)).toContain('next.config.js');
});
