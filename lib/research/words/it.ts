import { latinSigns, type ReportWords } from './report-words.ts';

const either = new Intl.ListFormat('it', { type: 'disjunction' });

export const it: ReportWords = {
  language: 'it',
  nothingFound: 'Nelle fonti non è stato trovato nulla che risponda a questa domanda.',
  nothingFoundAboutThis: 'Su questo punto non è stato trovato nulla.',
  nothingFoundAbout: (part) => `Nelle fonti non è stato trovato nulla su questo punto: ${part}`,
  lacking: (what) => `Le pagine lette non dicono nulla di: ${either.format(what)}.`,
  readInPart: (title) => `«${title}» è una pagina lunga: ne è stato letto solo l’inizio.`,
  price: 'un prezzo',
  closest: 'Non è stata trovata una risposta chiara; ecco i passi più vicini:',
  talk: {
    reword:
      'Senza un modello una risposta è fatta di citazioni letterali e non può essere abbreviata, spiegata, tradotta né riconsiderata; ogni citazione si apre nella sua pagina; imposti GATEWAY_BASE_URL e MODEL perché scriva un modello.',
    about:
      'Qui si risponde alle domande a partire da documenti e fonti, ogni frase con la sua citazione; senza un modello una risposta è fatta di citazioni letterali, e nessuno chiacchiera, calcola, scrive o traduce; imposti GATEWAY_BASE_URL e MODEL perché scriva un modello.',
    nothing: 'Qui non viene chiesto nulla: si risponde alle domande a partire da documenti e fonti.',
  },
  otherLanguage: 'Le pagine trovate sono in una lingua diversa da quella della domanda; la ponga nella loro.',
  respelled: ({ written, read }) =>
    `«${written}» non compare in nessuno dei documenti propri; al suo posto è stato cercato «${read}».`,
  files: {
    signs: latinSigns,
    searched: ({ read, seen }) => `Documenti propri: si può cercare in ${read} file su ${seen}`,
    waiting: (n) => `${n} ancora da leggere`,
    unread: 'non letti',
    reasons: {
      kind: 'di altro tipo',
      'too-large': 'troppo grandi',
      empty: 'senza testo',
      encoding: 'in una codifica sconosciuta',
      damaged: 'danneggiati',
      protected: 'protetti da password',
      scanned: 'scansioni',
      link: 'collegamenti che portano fuori o da nessuna parte',
      duplicate: 'collegamenti a ciò che viene letto comunque',
      hidden: 'nascosti',
      index: 'indici di altri file',
      unreadable: 'che non si possono aprire',
    },
    more: (n) => `e altri ${n}`,
    none: 'Non ci sono documenti propri in cui cercare.',
  },
};
