import { latinSigns, type ReportWords } from './report-words.ts';

const either = new Intl.ListFormat('de', { type: 'disjunction' });

export const de: ReportWords = {
  language: 'de',
  nothingFound: 'In den Quellen wurde nichts gefunden, was diese Frage beantwortet.',
  nothingFoundAboutThis: 'Zu diesem Teil wurde nichts gefunden.',
  nothingFoundAbout: (part) => `In den Quellen wurde zu diesem Teil nichts gefunden: ${part}`,
  lacking: (what) => `In den gelesenen Seiten steht nichts zu ${either.format(what)}.`,
  readInPart: (title) => `„${title}“ ist lang: nur der Anfang wurde gelesen.`,
  price: 'einem Preis',
  closest: 'Eine eindeutige Antwort wurde nicht gefunden; am nächsten kommen diese Stellen:',
  talk: {
    reword:
      'Ohne Modell besteht eine Antwort aus wörtlichen Zitaten und lässt sich nicht kürzen, erklären, übersetzen oder noch einmal abwägen; jedes Zitat öffnet sich auf seiner Seite; mit GATEWAY_BASE_URL und MODEL schreibt ein Modell.',
    about:
      'Hier werden Fragen aus Dokumenten und Quellen beantwortet, jeder Satz mit seinem Beleg; ohne Modell besteht eine Antwort aus wörtlichen Zitaten, und niemand plaudert, rechnet, schreibt oder übersetzt; mit GATEWAY_BASE_URL und MODEL schreibt ein Modell.',
    nothing: 'Hier wird nichts gefragt: Beantwortet werden Fragen, und zwar aus den Dokumenten und Quellen.',
  },
  otherLanguage:
    'Die gefundenen Seiten sind in einer anderen Sprache als die Frage; fragen Sie in deren Sprache.',
  respelled: ({ written, read }) =>
    `„${written}“ steht in keinem der eigenen Dokumente; gesucht wurde stattdessen nach „${read}“.`,
  files: {
    signs: latinSigns,
    searched: ({ read, seen }) => `Eigene Dokumente: ${read} von ${seen} Dateien sind durchsuchbar`,
    waiting: (n) => `${n} noch zu lesen`,
    unread: 'nicht gelesen',
    reasons: {
      kind: 'von anderer Art',
      'too-large': 'zu groß',
      empty: 'ohne Text',
      encoding: 'in unbekannter Kodierung',
      damaged: 'beschädigt',
      protected: 'durch ein Passwort geschützt',
      scanned: 'gescannt',
      link: 'Verweise, die hinaus oder ins Leere führen',
      duplicate: 'Verweise auf ohnehin Gelesenes',
      hidden: 'versteckt',
      index: 'Register anderer Dateien',
      unreadable: 'nicht zu öffnen',
    },
    more: (n) => `und ${n} weitere`,
    none: 'Es gibt keine eigenen Dokumente, die durchsucht werden könnten.',
  },
};
