import { describe, expect, test } from 'vitest';
import { checkClaim } from './check-claim.ts';

const check = (claim: string, text: string, source?: string) =>
  checkClaim({ claim, quotes: [{ text }], source });
const kinds = (claim: string, text: string, source?: string) =>
  check(claim, text, source).faults.map(({ kind }) => kind);

test('a sentence of its quote is supported word for word, with marks and emphasis or without', () => {
  const quote = 'By default, the **maximum** size is 1MB. Uploads are not affected.';
  for (const claim of ['- By default, the maximum size is 1MB.[2]', 'Uploads are not affected [q1].']) {
    expect(check(claim, quote)).toMatchObject({
      verdict: 'supported',
      reason: expect.stringContaining('word for word'),
    });
  }
});

test('words cut out of a sentence that denies them are no copy of it', () => {
  expect(check('Uploads are affected', 'It is not so that uploads are affected.').reason).not.toContain(
    'word for word',
  );
});

test('a claim without quotes is unsupported', () => {
  expect(checkClaim({ claim: 'It is so.', quotes: [] })).toMatchObject({
    verdict: 'unsupported',
    reason: 'It names no quote.',
  });
});

describe('what differs is seen, in any language', () => {
  test.each([
    ['number', 'The battery lasts five years.', 'The battery lasts ten years.'],
    ['number', 'La garantie dure cinq ans.', 'La garantie dure dix ans.'],
    ['number', 'Гарантия действует двадцать лет.', 'Гарантия действует тридцать лет.'],
    ['number', '保証期間は五年です。', '保証期間は十年です。'],
    ['number', 'الضمان يستمر خمس سنوات.', 'الضمان يستمر عشر سنوات.'],
    ['number', 'वारंटी पाँच साल चलती है।', 'वारंटी दस साल चलती है।'],
    ['number', 'La obra duró treinta y cinco días.', 'La obra duró veinticinco días.'],
    ['number', 'Es kamen zweihundertfünfzig Gäste.', 'Es kamen 225 Gäste.'],
    ['number', 'La galleria ha ventotto sedie.', 'La galleria ha quarantotto sedie.'],
    ['number', 'O arquivo tem trinta e duas mil cartas.', 'O arquivo tem trinta e cinco mil cartas.'],
    [
      'number',
      'De boot heeft plaats voor achtentwintig mensen.',
      'De boot heeft plaats voor achtendertig mensen.',
    ],
    ['number', 'It is closed after more than 20 days.', 'It is closed after more than 30 days.'],
    ['amount', 'The price rose from 80 to 85 euros.', 'The price rose from 80 to 95 euros.'],
    [
      'number',
      'Der Pass gilt für zwei Personen und bis zu fünf Kinder.',
      'Der Pass gilt für zwei Personen und bis zu drei Kinder.',
    ],
    ['date', 'The client will follow in May.', 'The client will follow in March.'],
    ['date', 'The market is held on Tuesdays.', 'The market is held on Thursdays.'],
    ['date', 'La piscine ferme en août.', 'La piscine ferme en octobre.'],
    ['date', 'The hall opened on 4 May 2019.', 'The hall opened on 5 May 2019.'],
    ['date', '大厅于2019年5月4日开放。', '大厅于2019年5月5日开放。'],
    ['amount', 'The fee is $12.', 'The fee is $15.'],
    ['unit', 'A file may have 5 GB.', 'A file may have 5 GiB.'],
    ['unit', 'The share rose by 3 percent.', 'The share rose by 3 percentage points.'],
    ['unit', 'The path is 7 miles long.', 'The path is 7 km long.'],
    ['opposite', 'Sales rose by 12% in 2023.', 'Sales fell by 12% in 2023.'],
    ['opposite', 'Die Zahl der Gäste stieg im Mai.', 'Die Zahl der Gäste sank im Mai.'],
    ['opposite', '公司的收入增加了。', '公司的收入减少了。'],
    ['opposite', 'La domenica il museo è aperto.', 'La domenica il museo è chiuso.'],
    ['opposite', 'As vendas subiram em maio.', 'As vendas desceram em maio.'],
    ['opposite', 'De prijs steeg in mei.', 'De prijs daalde in mei.'],
    ['opposite', 'The form is sent before the visit.', 'The form is sent after the visit.'],
    ['quantifier', 'Every user gets a letter.', 'Some users get a letter.'],
    [
      'quantifier',
      'A printed letter goes to some registered users.',
      'All registered users get a printed letter.',
    ],
    [
      'quantifier',
      'Einen Brief per Post bekommen alle Kunden der Bank.',
      'Einige Kunden der Bank bekommen einen Brief per Post.',
    ],
    ['quantifier', 'Alle Anträge werden geprüft.', 'Einige Anträge werden geprüft.'],
    ['negation', 'The tool does not run on Windows.', 'The tool runs on Windows.'],
    ['negation', 'Il nuovo ascensore funziona.', 'Il nuovo ascensore non funziona.'],
    ['negation', 'O novo elevador funciona.', 'O novo elevador não funciona.'],
    ['negation', 'De nieuwe lift werkt in het weekend.', 'De nieuwe lift werkt niet in het weekend.'],
    ['negation', 'Couvrez le plat pendant la cuisson.', 'Ne couvrez pas le plat pendant la cuisson.'],
    ['negation', 'The library is affected too.', 'The library is not affected.'],
    ['negation', 'Hunde sind im Park erlaubt.', 'Hunde sind im Park nicht erlaubt.'],
    ['role', 'Zenith was acquired by Acme in 2019.', 'In 2019, Zenith acquired Acme.'],
    ['role', 'In 2019, Acme acquired Zenith.', 'Acme was acquired by Zenith in 2019.'],
    [
      'role',
      'Acme, which makes the pump, was taken over by Zenith in 2019.',
      'In 2019, Acme took over Zenith, which makes the pump.',
    ],
    ['role', 'Im Jahr 2019 übernahm Akma den Betrieb Zenit.', 'Akma wurde 2019 von Zenit übernommen.'],
    [
      'role',
      'Akma, Hersteller der Pumpe, wurde 2019 von Zenit übernommen.',
      '2019 übernahm Akma den Betrieb Zenit, der die Pumpe baut.',
    ],
    ['role', 'Den Betrieb Akma übernahm 2019 Zenit.', 'Zenit wurde 2019 von Akma übernommen.'],
    ['negation', '`TRUNCATE` is MVCC-safe.', 'Some commands, such as `TRUNCATE`, are not MVCC-safe.'],
    ['role', 'Acme于2019年被Zenith收购。', '2019年，Acme收购了Zenith。'],
    ['role', 'Acme acquired Zenith in 2019.', 'In 2019, Zenith acquired Acme.'],
    [
      'role',
      'Foxes take some of the chicks, and gulls take many of the eggs.',
      'Foxes take many of the eggs, and gulls take some of the chicks.',
    ],
    [
      'role',
      'The tenant pays for repairs of the roof.',
      'The landlord pays for repairs of the roof; the tenant pays for all other repairs.',
    ],
    ['role', 'A diretora foi elogiada pelos voluntários.', 'A diretora elogiou os voluntários.'],
    [
      'role',
      'The crew blamed the pilot.',
      'The pilot blamed the crew, and an association of pilots denied it.',
    ],
    ['opposite', 'The heron often perches in trees.', 'The heron never perches in trees.'],
    ['name', 'It was founded in Berlin by Jane Porter.', 'It was founded in Berlin by John Smith.'],
  ])('%s: %j against %j', (kind, claim, text) => {
    expect(kinds(claim, text)).toContain(kind);
    expect(check(claim, text).verdict).not.toBe('supported');
    expect(kinds(text, text)).toEqual([]);
  });
});

describe('what is said in another form is no fault', () => {
  test.each([
    ['The fee is twelve euros.', 'The fee is 12 euros.'],
    ['They bought a dozen eggs.', 'They bought 12 eggs.'],
    ['Die Gebühr beträgt 1.500 Euro.', 'Die Gebühr beträgt eintausendfünfhundert Euro.'],
    ['The hall opened on May 5, 2019.', 'The hall opened on 2019-05-05.'],
    ['Am 5. Mai 2019 wurde die Halle eröffnet.', 'Die Halle öffnete am 5. Mai 2019.'],
    ['Sie gilt seit dem 5. Mai 2019 nach Abs. 3.', 'Nach Abs. 3 gilt sie ab dem 5. Mai 2019.'],
    ['La sala ha 48 posti.', 'La sala ha quarantotto posti.'],
    ['A fábrica montou 32 mil bicicletas.', 'Foram montadas na fábrica trinta e duas mil bicicletas.'],
    ['Het programma duurt anderhalf uur.', 'Het programma duurt 1,5 uur.'],
    ['Si possono prendere al massimo otto libri.', 'Si possono prendere fino a 8 libri.'],
    ['Der Beitrag steigt um 15 Euro auf 95 Euro.', 'Der Beitrag steigt von 80 auf 95 Euro.'],
    [
      'Seventeen voted: 11 for, four against, two abstaining.',
      'Of those who voted, eleven were for it, 4 against, and 2 abstained.',
    ],
    [
      'It was shut in 1913, two years after it was bought.',
      'It was bought in 1911 and shut two years later.',
    ],
    ['The firm was his for 27 years.', 'He had the firm from 1867 to 1894.'],
    ['In 1987 there were not even 900 pairs.', 'In 1987 there were fewer than 900 pairs.'],
    ['The club would run the hall for nothing.', 'The club would run the hall without payment.'],
    ['The park is open in July.', 'The park is open from April to October.'],
    ['Montags ist das Bad zu.', 'Das Bad ist dienstags bis sonntags offen.'],
    ['It may march on in May.', 'It may march on in the fifth month, May.'],
    [
      'Sonntags ist das Mähen mit Maschinen untersagt.',
      'Maschinen zum Mähen dürfen sonntags nicht benutzt werden.',
    ],
    ['Le plat reste découvert pendant la cuisson.', 'Ne couvrez pas le plat pendant la cuisson.'],
    [
      'Karta kosztuje 12 złotych, a dla dzieci wstęp jest wolny przez cały rok.',
      'Karta kosztuje dwanaście złotych, a dla dzieci wstęp jest wolny przez cały rok.',
    ],
    ['Buses leave from 6 to 22.', 'The first bus leaves at 6, the last bus leaves at 22.'],
    [
      'Gulls take some of the chicks and foxes many of the eggs.',
      'Foxes take many of the eggs, and gulls take some of the chicks.',
    ],
    [
      'Repairs of the roof are paid by the landlord.',
      'The landlord pays for repairs of the roof; the tenant pays for all other repairs.',
    ],
    ['About 3,000 people came.', 'In all, 2,950 people came.'],
    ['It covers 50 % of the costs.', 'It covers half of the costs.'],
    ['It takes 24 hours.', 'It takes one day.'],
    ['公司有350名员工。', '公司有三百五十名员工。'],
    ['Zenith was acquired by Acme in 2019.', 'In 2019, Acme acquired Zenith.'],
    ['Acme, which was founded by Porter, acquired Zenith.', 'Acme acquired Zenith. Porter founded Acme.'],
    [
      'Zenith, the maker of the pump, was taken over by Acme.',
      'Acme took over Zenith, the maker of the pump.',
    ],
    ['Akma hat den Hersteller der Pumpe, Zenit, 2019 übernommen.', 'Zenit wurde 2019 von Akma übernommen.'],
    ['Den Betrieb Zenit übernahm 2019 Akma.', 'Akma übernahm 2019 Zenit.'],
    ['Der letzte Bus fährt um 19 Uhr in Melby ab.', 'In Melby fährt um 19 Uhr der letzte Bus ab.'],
    [
      'If the primary takes an Access Exclusive lock, it conflicts with table accesses in standby queries.',
      '- Access Exclusive locks taken on the primary server, including both explicit `LOCK` commands and various DDL actions, conflict with table accesses in standby queries.',
    ],
    [
      'A deferrable read-only transaction has none of this overhead once it runs.',
      'Once it runs, a deferrable read-only transaction does not incur any of the overhead required to ensure serializability.',
    ],
    ['None of the files are sent.', 'The tool does not send any of the files.'],
    [
      'Niemand darf die Halle betreten.',
      'Die Halle darf nicht von jedem betreten werden, sondern von niemandem.',
    ],
    ['没有任何文件被发送。', '工具不发送任何文件。'],
    ['Two-phase commands are never asynchronous.', 'Two-phase commands are always synchronous.'],
    ['水箱可以装110升水。', '水箱容量为110升。'],
    ['Zenith于2019年被Acme收购。', '2019年，Acme收购了Zenith。'],
    ['The gate is not open.', 'The gate is closed.'],
    ['A printed letter goes to every registered user.', 'All registered users get a printed letter.'],
    ['Some printed letters go to all registered users.', 'All registered users get some printed letters.'],
    ['Sales fell by 12% [3].', 'Sales declined by 12% in 2023.'],
  ])('%j for %j', (claim, text) => {
    expect(kinds(claim, text)).toEqual([]);
  });
});

test('a number that stands elsewhere on the page, for something else, is a fault', () => {
  const page = 'The fee is 15 euros. The deposit is 20 euros.';
  expect(kinds('The fee is 20 euros.', 'The fee is 15 euros.', page)).toEqual(['amount']);
  expect(kinds('The deposit is 20 euros.', 'The fee is 15 euros.', page)).toEqual([]);
});

test('a number that is reckoned from those of its source is not said to stand there', () => {
  const text = 'The fee for a boat with one mast rose from 80 to 95 euros in March.';
  expect(check('The fee for a boat with one mast rose by 15 euros in March.', text).reason).toMatch(
    /reckoned/,
  );
  expect(check('In March the fee for a boat with one mast rose to 95 euros.', text).reason).not.toMatch(
    /reckoned/,
  );
});

test('what is in another language than its source is not checked, but for its numbers', () => {
  const text = 'Die Garantie für das Gerät gilt ab dem Kauf für zehn Jahre und ist übertragbar.';
  expect(
    check('The warranty of the device lasts for ten years and it may be handed on.', text),
  ).toMatchObject({ verdict: 'unchecked', faults: [] });
  expect(kinds('The warranty of the device lasts for seven years and it may be handed on.', text)).toEqual([
    'number',
  ]);
});

test('the first word of a table’s cell has its capital from the cell, and is no name', () => {
  const quotes = [
    { text: 'AI SDK helpers such as `useChat` abort the client request when you call `stop()`.' },
  ];
  const { faults } = checkClaim({ claim: '| Plain stream | Aborts the client request |', quotes });
  expect(faults).toEqual([]);
});

test('words too few to tell their language are taken to be in that of their text, so that an article is no name', () => {
  const quotes = [{ text: 'The tank of the Norvel holds 40 liters.' }];
  const claim = 'La Norvel a un réservoir de 40 litres.';
  expect(checkClaim({ claim, quotes, language: 'fr' })).toMatchObject({ verdict: 'unchecked', faults: [] });
  expect(
    checkClaim({ claim: 'La Norvel tiene un depósito de 50 litros.', quotes, language: 'es' }),
  ).toMatchObject({ faults: [{ kind: 'number' }] });
});

test('a text that is plainly in another language than was asked for is compared by its own', () => {
  const quotes = [{ text: 'The tank of the Norvel may be filled with water from the river.' }];
  const claim = 'The tank of the Norvel may not be filled with water from the river.';
  expect(checkClaim({ claim, quotes, language: 'fr' }).faults.map(({ kind }) => kind)).toEqual(['negation']);
});

test('a text without a letter is in no other language', () => {
  const claim = 'Der Tank fasst 40 Liter.';
  const faultsOf = (text: string) => checkClaim({ claim, quotes: [{ text }], language: 'de' });
  expect(faultsOf('| 40 | 12 |').reason).not.toMatch(/another language/);
  expect(faultsOf('| 50 | 12 |').faults.map(({ kind }) => kind)).toContain('number');
});
