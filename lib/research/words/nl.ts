import { latinSigns, type ReportWords } from './report-words.ts';

const either = new Intl.ListFormat('nl', { type: 'disjunction' });

export const nl: ReportWords = {
  language: 'nl',
  nothingFound: 'In de bronnen is niets gevonden dat deze vraag beantwoordt.',
  nothingFoundAboutThis: 'Over dit onderdeel is niets gevonden.',
  nothingFoundAbout: (part) => `In de bronnen is niets gevonden over dit onderdeel: ${part}`,
  lacking: (what) => `De gelezen pagina’s zeggen niets over ${either.format(what)}.`,
  readInPart: (title) => `“${title}” is een lange pagina: alleen het begin is gelezen.`,
  price: 'een prijs',
  closest: 'Er is geen duidelijk antwoord gevonden; dit zijn de passages die het dichtst in de buurt komen:',
  talk: {
    reword:
      'Zonder model bestaat een antwoord uit letterlijke citaten en kan het niet worden ingekort, uitgelegd, vertaald of opnieuw gewogen; elk citaat opent op zijn pagina; stel GATEWAY_BASE_URL en MODEL in om een model te laten schrijven.',
    about:
      'Hier worden vragen beantwoord uit documenten en bronnen, elke zin met zijn citaat; zonder model bestaat een antwoord uit letterlijke citaten, en niemand praat, rekent, schrijft of vertaalt; stel GATEWAY_BASE_URL en MODEL in om een model te laten schrijven.',
    nothing: 'Hier wordt niets gevraagd: vragen worden beantwoord uit documenten en bronnen.',
  },
  otherLanguage: 'De gevonden pagina’s zijn in een andere taal dan de vraag; stel de vraag in die taal.',
  respelled: ({ written, read }) =>
    `“${written}” staat in geen van de eigen documenten; in plaats daarvan is gezocht naar “${read}”.`,
  files: {
    signs: latinSigns,
    searched: ({ read, seen }) => `Eigen documenten: ${read} van ${seen} bestanden zijn doorzoekbaar`,
    waiting: (n) => `${n} nog te lezen`,
    unread: 'niet gelezen',
    reasons: {
      kind: 'van een andere soort',
      'too-large': 'te groot',
      empty: 'zonder tekst',
      encoding: 'in een onbekende codering',
      damaged: 'beschadigd',
      protected: 'met een wachtwoord beveiligd',
      scanned: 'gescand',
      link: 'koppelingen die naar buiten of nergens heen leiden',
      duplicate: 'koppelingen naar wat toch al gelezen wordt',
      hidden: 'verborgen',
      index: 'indexen van andere bestanden',
      unreadable: 'niet te openen',
    },
    more: (n) => `en nog ${n}`,
    none: 'Er zijn geen eigen documenten om in te zoeken.',
  },
};
