import { longDays, type WebLanguage } from '../web-language.ts';

export const de: WebLanguage = {
  code: 'de',
  says: {
    tank: [
      'Der Tank der {S} fasst {n} {u}.',
      'Die {S} hat einen Tank für {n} {u}.',
      'In den Tank der {S} passen {n} {u}.',
    ],
    reach: [
      'Die {S} pumpt Wasser über {n} {k}.',
      'Über {n} {k} wird Wasser von der {S} gepumpt.',
      'Mit der {S} wird Wasser über {n} {k} befördert.',
    ],
    price: [
      'Die {S} kostet {n} Euro.',
      'Der Preis der {S} beträgt {n} Euro.',
      'Käufer zahlen {n} Euro für die {S}.',
    ],
    release: [
      'Die {S} erschien am {d}.',
      'Die {S} kam am {d} auf den Markt.',
      'Am {d} wurde die {S} veröffentlicht.',
    ],
    designer: [
      'Die {S} wurde von {who} entworfen.',
      '{who} hat die {S} entworfen.',
      'Der Entwurf der {S} stammt von {who}.',
    ],
    takeover: [
      'Im Jahr {y} übernahm {A} den Betrieb {B}, der die {S} baut.',
      '{A} hat {y} den Hersteller der {S}, {B}, übernommen.',
      '{B}, Hersteller der {S}, wurde {y} von {A} übernommen.',
    ],
    outdoors: [
      'Die {S} darf im Freien verwendet werden.',
      'Der Einsatz der {S} im Freien ist erlaubt.',
      'Es ist gestattet, die {S} im Freien zu verwenden.',
    ],
    indoors: [
      'Die {S} darf nicht im Freien verwendet werden.',
      'Der Einsatz der {S} im Freien ist nicht erlaubt.',
      'Es ist nicht gestattet, die {S} im Freien zu verwenden.',
    ],
    'lids-all': [
      'Alle Modelle der {S} haben einen Deckel aus Stahl.',
      'Jedes Modell der {S} hat einen Stahldeckel.',
      'Ein Deckel aus Stahl gehört zu allen Modellen der {S}.',
    ],
    'lids-some': [
      'Einige Modelle der {S} haben einen Deckel aus Stahl.',
      'Manche Modelle der {S} haben einen Stahldeckel.',
      'Ein Deckel aus Stahl gehört zu einigen Modellen der {S}.',
    ],
  },
  asks: {
    tank: 'Wie viele Liter fasst der Tank der {S}?',
    reach: 'Wie weit pumpt die {S} Wasser?',
    price: 'Was kostet die {S}?',
    release: 'Wann erschien die {S}?',
    designer: 'Wer hat die {S} entworfen?',
    takeover: 'Wer hat den Hersteller der {S} übernommen?',
    indoors: 'Darf die {S} im Freien verwendet werden?',
    'lids-all': 'Welche Modelle der {S} haben einen Deckel aus Stahl?',
  },
  liters: ['Liter', 'Gallonen'],
  kilometres: ['Kilometer', 'Meilen'],
  day: longDays('de-DE'),
  plausible: [
    'Die {S} ist bei kleinen Gärtnereien beliebt.',
    'Die {S} wurde nach Klagen über Lärm zurückgerufen.',
    'Ersatzdichtungen für die {S} verkauft der Hersteller.',
    'Die {S} läuft leiser als ihre Vorgängerin.',
    'Eine Fernbedienung wird mit der {S} geliefert.',
    'Fachleute loben die {S} für ihre einfache Pflege.',
  ],
  and: null,
};
