import { expect, test } from 'vitest';
import { checkClaim } from './check-claim.ts';

const faults = (claim: string, text: string) => checkClaim({ claim, quotes: [{ text }] }).faults;

test.each([
  ['Der Umbau kostet 1,2 Mrd. €.', 'Der Umbau kostet 1,2 Milliarden Euro.'],
  ['The fund holds $5B.', 'The fund holds 5 billion dollars.'],
  ['The fund holds 3.2m records.', 'The fund holds 3.2 million records.'],
  ['The app has 84M users.', 'The app has 84 million users.'],
  ['Half a million people came to the fair.', '500,000 people came to the fair.'],
  ['Eine halbe Million Menschen kam zum Fest.', '500.000 Menschen kamen zum Fest.'],
  ['Un demi-million de personnes est venu à la fête.', '500 000 personnes sont venues à la fête.'],
  ['Medio millón de personas vino a la feria.', 'A la feria vinieron 500.000 personas.'],
  ['The work took two and a half years.', 'The work took 30 months.'],
  ['Die Arbeit dauerte zweieinhalb Jahre.', 'Die Arbeit dauerte 30 Monate.'],
  ['Les travaux ont duré deux ans et demi.', 'Les travaux ont duré 30 mois.'],
  ['La obra duró dos años y medio.', 'La obra duró 30 meses.'],
  ['I lavori sono durati due anni e mezzo.', 'I lavori sono durati 30 mesi.'],
  ['A obra durou dois anos e meio.', 'A obra durou 30 meses.'],
  ['Het werk duurde tweeënhalf jaar.', 'Het werk duurde 30 maanden.'],
  ['Two thirds of the members voted.', '67% of the members voted.'],
  ['Zwei Drittel der Mitglieder stimmten zu.', '67 Prozent der Mitglieder stimmten zu.'],
  ['One in ten buyers returns the lamp.', '10% of buyers return the lamp.'],
  ['10% of buyers return the lamp.', 'One in ten buyers returns the lamp.'],
  ['A fifth of the members voted.', '20% of the members voted.'],
  ['20% of the members voted.', 'One fifth of the members voted.'],
  ['Ein Fünftel der Mitglieder stimmte zu.', '20 % der Mitglieder stimmten zu.'],
  ['Der Preis stieg um ein Viertel.', 'Der Preis stieg um 25 Prozent.'],
  ['The ticket costs 20 kr.', 'The ticket costs 20 Norwegian kroner.'],
  ['The ticket costs NOK 20.', 'The ticket costs 20 kroner.'],
  ['The field covers 2 ha.', 'The field covers 20,000 square metres.'],
  ['The tank holds 2 m³ of water.', 'The tank holds 2,000 litres of water.'],
  ['The tank holds two cubic metres of water.', 'The tank holds 2 m3 of water.'],
  ['The disk holds 1.5 TB.', 'The disk holds 1,500 GB.'],
  ['The house has a floor of 120 sq ft.', 'The house has a floor of 120 square feet.'],
  ['The trip takes half an hour.', 'The trip takes 30 minutes.'],
  ['La ville compte 25 k habitants.', 'La ville compte 25 000 habitants.'],
  ['Het project kostte € 2,5 mln.', 'Het project kostte 2,5 miljoen euro.'],
  ['Проект стоил 3 млрд руб.', 'Проект стоил 3 миллиарда рублей.'],
  ['该项目耗资3亿元。', '该项目耗资三亿元。'],
  ['建設費は3億2000万円だった。', '建設費は3.2億円だった。'],
  ['कंपनी ने ₹5 करोड़ खर्च किए।', 'कंपनी ने 5 करोड़ रुपये खर्च किए।'],
  ['بلغت التكلفة 5 مليون دولار.', 'بلغت التكلفة 5 ملايين دولار.'],
  ['The car costs EUR 30k.', 'The car costs 30,000 euros.'],
  ['The car costs 30k€.', 'The car costs 30,000 euros.'],
  ['The car costs 30,000 €.', 'The car costs €30,000.'],
  ['Revenue was $1,300 million.', 'Revenue was $1.3 billion.'],
  ['The pay is CHF 12’500.', 'The pay is 12,500 francs.'],
  ['It grew by 1.5 pp in May.', 'It grew by 1.5 percentage points in May.'],
  ['The pill has 0.5 g of salt.', 'The pill has 500 mg of salt.'],
  ['The signal lasts 250 ms.', 'The signal lasts a quarter of a second.'],
  ['The train runs at 160 km/h.', 'The train runs at 160 kilometres per hour.'],
  ['Der Zug fährt 160 km/h.', 'Der Zug fährt 160 Stundenkilometer.'],
  ['Der Zug fährt 160 km/h.', 'Der Zug fährt 160 Kilometer pro Stunde.'],
  ['The stamp costs 85 ct.', 'The stamp costs 85 cents.'],
  ['The stamp costs €0.85.', 'The stamp costs 85 cents.'],
  ['It lasts 1½ hours.', 'It lasts 90 minutes.'],
  ['3/4 of the land is forest.', 'Three quarters of the land is forest.'],
  ['75% of the land is forest.', 'Three quarters of the land is forest.'],
  ['The film took $84,000,000.', 'The film took $84m.'],
])('an amount written in another way is no other amount: %s', (claim, text) => {
  expect(faults(claim, text)).toEqual([]);
});

test.each([
  ['The tank holds 5m litres.', 'The tank holds 5 litres.'],
  ['The work took two and a half years.', 'The work took two years.'],
  ['Die Arbeit dauerte zweieinhalb Jahre.', 'Die Arbeit dauerte zwei Jahre.'],
  ['Les travaux ont duré deux ans et demi.', 'Les travaux ont duré deux ans.'],
  ['Half a million people came to the fair.', 'A million people came to the fair.'],
  ['Two thirds of the members voted.', '50% of the members voted.'],
  ['20% of buyers return the lamp.', 'One in ten buyers returns the lamp.'],
  ['The trip takes half an hour.', 'The trip takes 20 minutes.'],
  ['The field covers 2 ha.', 'The field covers 2 square metres.'],
  ['The tank holds 2 m³ of water.', 'The tank holds 2 litres of water.'],
  ['The ticket costs NOK 20.', 'The ticket costs 20 euros.'],
  ['The fund holds 3.2m records.', 'The fund holds 3.2 thousand records.'],
  ['The stamp costs €0.85.', 'The stamp costs 95 cents.'],
  ['The fund holds $5B.', 'The fund holds 5 million dollars.'],
  ['La ville compte 25 k habitants.', 'La ville compte 250 000 habitants.'],
  ['75% of the land is forest.', 'One quarter of the land is forest.'],
  ['75% of the land is forest.', 'Two thirds of the land is forest.'],
  ['It lasts 1½ hours.', 'It lasts 60 minutes.'],
  ['The film took $84,000,000.', 'The film took $84bn.'],
])('another amount is seen however it is written: %s', (claim, text) => {
  expect(faults(claim, text)).not.toEqual([]);
});

test('what a number is counted in is no name', () => {
  const text = 'The room stores 6 gigabytes of pictures and costs 300 pounds.';
  expect(faults('The room stores 6 GB of pictures and costs GBP 300.', text)).toEqual([]);
  expect(faults('The room of GB stores 6 gigabytes of pictures.', text)).toMatchObject([{ kind: 'name' }]);
});
