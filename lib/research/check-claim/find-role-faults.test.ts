import { expect, test } from 'vitest';
import { checkClaim } from './check-claim.ts';

const kinds = (claim: string, text: string) =>
  checkClaim({ claim, quotes: [{ text }] }).faults.map(({ kind }) => kind);

test.each([
  ['Jan Feld schrieb das Libretto.', 'Das Libretto schrieb Jan Feld nach einem Roman.'],
  [
    'Ines Karo hat den Roman geschrieben, Piet Lund hat ihn übersetzt.',
    'Der Roman wurde von Ines Karo geschrieben und von Piet Lund übersetzt.',
  ],
  ['Die neue Brücke war kürzer als die alte.', 'Die alte Brücke war länger als die neue.'],
  [
    'The southern arch was finished after the northern arch.',
    'The northern arch was finished before the southern arch.',
  ],
  ['Ланская была приглашена Осиным в Казань.', 'Осин пригласил Ланскую в Казань.'],
  [
    '塔はレナ・ハートが設計し、カール・フォスが施工した。',
    '塔の設計はレナ・ハート、施工はカール・フォスが担当した。',
  ],
  ['林若兰设计了这座塔，陈大勇建造了它。', '这座塔由林若兰设计，由陈大勇建造。'],
  ['Hedda Moll sold the rights.', 'Hedda Moll, the producer, sold the rights to Canal Nine.'],
  [
    'The library was opened by Ada Brandt.',
    'Ada Brandt, accompanied by Karl Voss, opened the library in May.',
  ],
  [
    'Karl Voss designed the tower.',
    'The tower, a work of Karl Voss, was designed in 1930 and opened by Ada Brandt.',
  ],
  ['Ada Brandt signed the law.', 'The law was drafted by Karl Voss and signed by President Ada Brandt.'],
  [
    'Voss painted the ceiling.',
    'Hart asked Voss to paint the ceiling. Voss painted it in May. Hart painted the walls.',
  ],
  ['Brandt wrote the report.', 'The report, which Brandt wrote for Voss, was read by Hart.'],
  [
    'Acme bought Zenith in 2019.',
    'In 2019, Zenith, founded by Karl Voss, was bought by the Berlin firm Acme.',
  ],
  ['Acme bought Zenith in 2019.', 'Zenith was bought in 2019 by Acme, whose founder Karl Voss left.'],
  ['The prize was won by Lena Hart.', 'Karl Voss and Lena Hart won the prize.'],
  ['Lena Hart won the prize.', 'The prize was won by Karl Voss, Lena Hart and Ada Brandt.'],
  ['Google released the model.', 'The model was released by Google DeepMind in March.'],
  [
    'The museum was founded by the brothers Karl and Otto Voss.',
    'Karl Voss and his brother Otto founded the museum.',
  ],
  [
    'Lena Hart, with the help of Karl Voss, repaired the organ.',
    'The organ was repaired by Lena Hart, who was helped by Karl Voss.',
  ],
  [
    'Karl Voss led the expedition.',
    'The expedition led by Karl Voss reached the lake that Lena Hart had mapped.',
  ],
  [
    'Lena Hart had mapped the lake.',
    'The expedition led by Karl Voss reached the lake that Lena Hart had mapped.',
  ],
  ['The treaty was signed by France and Spain.', 'Spain and France signed the treaty.'],
  ['Spain signed the treaty.', 'The treaty was signed by France and Spain.'],
  ['According to Voss, Hart designed the bridge.', 'Hart designed the bridge, said Voss.'],
  [
    'Microsoft acquired the company founded by Ada Brandt.',
    'The company, founded by Ada Brandt, was acquired by Microsoft.',
  ],
  [
    'The bill was passed by the Senate after Brandt had vetoed it.',
    'Brandt vetoed the bill, but the Senate passed it.',
  ],
  ['Smith was appointed by Jones.', 'Prime Minister Jones appointed Smith as minister.'],
  [
    'The book was translated by Mara Volk into French.',
    'Mara Volk translated the book by Ines Karo into French.',
  ],
  [
    'The book by Ines Karo was translated by Mara Volk.',
    'Mara Volk translated the book by Ines Karo into French.',
  ],
  ['Ines Karo wrote the book.', 'The book, written by Ines Karo, was translated by Mara Volk.'],
  ['The match was won by Harlow.', 'Penrith lost the match; Harlow won.'],
  [
    'The drug was developed by Bayer and approved by the FDA.',
    'The FDA approved the drug, which Bayer had developed.',
  ],
  [
    'The FDA approved the drug that Bayer developed.',
    'The drug was developed by Bayer and approved by the FDA.',
  ],
  ['The house was sold by Voss to Hart.', 'Voss sold the house to Hart.'],
  ['Hart bought the house from Voss.', 'Voss sold the house to Hart.'],
  ['The trains run from Graz to Linz via Steyr.', 'Via Steyr, trains run from Graz to Linz.'],
  ['The letter was sent to Linz from Graz.', 'The letter was sent from Graz to Linz.'],
  ['The line between Graz and Linz was closed.', 'The line between Linz and Graz was closed.'],
  ['The talks between Ada Brandt and Karl Voss failed.', 'The talks of Karl Voss with Ada Brandt failed.'],
  ['Rome is older than Berlin.', 'Berlin is younger than Rome.'],
  ['Rome has more churches than Berlin.', 'Berlin has fewer churches than Rome.'],
  ['The shed was painted after the barn was built.', 'The barn was built before the shed was painted.'],
  ['Der Turm wurde von Karl Voss entworfen.', 'Karl Voss entwarf den Turm, den Lena Hart baute.'],
  ['Lena Hart baute den Turm.', 'Karl Voss entwarf den Turm, den Lena Hart baute.'],
  [
    'Die Firma Nordbau hat die Halle errichtet.',
    'Die Halle wurde im Auftrag der Stadt von Nordbau errichtet.',
  ],
  [
    'Der Preis wurde von Mara Volk gestiftet und an Ines Karo verliehen.',
    'Mara Volk stiftete den Preis, der an Ines Karo verliehen wurde.',
  ],
  ['Das Buch hat Ines Karo geschrieben.', 'Ines Karo schrieb das Buch.'],
  [
    'Das Buch wurde von Ines Karo geschrieben.',
    'Ines Karo, eine Freundin von Mara Volk, hat das Buch geschrieben.',
  ],
  ['Le pont a été construit par Karl Voss.', 'Karl Voss, élève de Lena Hart, a construit le pont.'],
  ['Lena Hart a dessiné le pont.', 'Le pont, dessiné par Lena Hart, a été construit par Karl Voss.'],
  ['El puente fue construido por Karl Voss.', 'Karl Voss construyó el puente que Lena Hart había diseñado.'],
  ['Lena Hart diseñó el puente.', 'Karl Voss construyó el puente que Lena Hart había diseñado.'],
  ['Il ponte fu costruito da Karl Voss.', 'Karl Voss costruì il ponte progettato da Lena Hart.'],
  ['De brug werd door Karl Voss gebouwd.', 'Karl Voss bouwde de brug die Lena Hart ontworpen had.'],
  ['Lena Hart heeft de brug ontworpen.', 'De brug werd door Karl Voss gebouwd en door Lena Hart ontworpen.'],
  [
    'PostgreSQL stores large values in TOAST tables.',
    'Large values are stored by PostgreSQL in TOAST tables.',
  ],
  [
    'The album was produced by Voss and released by Sony.',
    'Sony released the album. It was produced by Voss.',
  ],
  ['Ada Brandt and Karl Voss married in Linz.', 'Karl Voss married Ada Brandt in Linz.'],
  [
    'Mr Voss told Ms Hart that the work was finished.',
    'Ms Hart was told by Mr Voss that the work was finished.',
  ],
  ['Apple sued Samsung, which countersued.', 'Samsung was sued by Apple and countersued.'],
  ['Voss, whom Hart had taught, succeeded her.', 'Hart taught Voss, who succeeded her.'],
  [
    'The film starring Milo Rand was directed by Ivo Stanic.',
    'Ivo Stanic directed the film starring Milo Rand.',
  ],
  [
    'Written by Nora Pell, the film was directed by Ivo Stanic.',
    'Ivo Stanic directed the film, which Nora Pell wrote.',
  ],
])('who does it is told in another way: %s', (claim, text) => {
  expect(kinds(claim, text)).toEqual([]);
});

test.each([
  ['Tom Bakke rewrote the planner.', 'The planner was rewritten by Priya Nair and reviewed by Tom Bakke.'],
  ['Roth blamed Tan.', 'Tan was thanked by Roth, but the chairman of Penrith, Olaf Brenn, blamed Tan.'],
  [
    'Der Umschlag wurde von Ines Karo gestaltet.',
    'Den Umschlag gestaltete Mara Volk. Ines Karo schrieb den Roman.',
  ],
  ['Karo ist älter als Lund.', 'Karo ist jünger als Lund. Lund empfahl Karo dem Verlag.'],
  [
    'The bridge was designed by Voss and built by Hart.',
    'The bridge was designed by Hart and built by Voss.',
  ],
  [
    'Nordbau hat die Brücke entworfen.',
    'Die Brücke wurde von Lena Hart entworfen und von der Firma Nordbau gebaut.',
  ],
  [
    'The steel came from Passau and the stone from Essen.',
    'The steel came from Essen and the stone from Passau.',
  ],
  ['The firm moved from Linz to Graz.', 'The firm moved from Graz to Linz.'],
  [
    '塔の設計はカール・フォス、施工はレナ・ハートが担当した。',
    '塔の設計はレナ・ハート、施工はカール・フォスが担当した。',
  ],
  ['塔はカール・フォスが設計した。', '塔の設計はレナ・ハート、施工はカール・フォスが担当した。'],
  ['ハートはフォスを尊敬していた。', 'フォスはハートを尊敬していた。'],
  ['这座塔由陈大勇设计，由林若兰建造。', '这座塔由林若兰设计，由陈大勇建造。'],
  ['La troupe est partie de Genève pour Lyon.', 'La troupe est partie de Lyon pour Genève.'],
  ['Der Verlag zog von Linz nach Graz.', 'Der Verlag zog von Graz nach Linz.'],
  ['Karl Voss wrote the play.', 'The play was written by Lena Hart. Karl Voss staged it.'],
  ['Samsung sued Apple.', 'Samsung was sued by Apple.'],
  [
    'The drug was developed by the FDA and approved by Bayer.',
    'The FDA approved the drug, which Bayer had developed.',
  ],
  ['The book was written by Mara Volk.', 'The book, written by Ines Karo, was translated by Mara Volk.'],
  ['Hart sold the house to Voss.', 'Voss sold the house to Hart.'],
  ['Le pont a été dessiné par Karl Voss.', 'Le pont, dessiné par Lena Hart, a été construit par Karl Voss.'],
  ['Lena Hart construyó el puente.', 'Karl Voss construyó el puente que Lena Hart había diseñado.'],
  ['De brug werd door Lena Hart gebouwd.', 'Karl Voss bouwde de brug die Lena Hart ontworpen had.'],
  ['Karl Voss hat den Preis gestiftet.', 'Mara Volk stiftete den Preis, der an Karl Voss verliehen wurde.'],
  ['Rome is younger than Berlin.', 'Berlin is younger than Rome.'],
  ['The shed was painted before the barn was built.', 'The barn was built before the shed was painted.'],
  ['Voss taught Hart, who succeeded him.', 'Hart taught Voss, who succeeded her.'],
  [
    'Ivo Stanic wrote the film, which Nora Pell directed.',
    'Ivo Stanic directed the film, which Nora Pell wrote.',
  ],
])('someone else does it in the source: %s', (claim, text) => {
  expect(kinds(claim, text)).not.toEqual([]);
});

test('where one of the places leaves open who did it, nobody is said to have done it wrongly', () => {
  const text =
    'Karl Voss designed the bridge of 1900. Then she designed the bridge of today. Lena Hart was proud.';
  expect(kinds('Lena Hart designed the bridge.', text)).toEqual([]);
});
