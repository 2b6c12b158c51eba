import { latinSigns, type ReportWords } from './report-words.ts';

const either = new Intl.ListFormat('fr', { type: 'disjunction' });

export const fr: ReportWords = {
  language: 'fr',
  nothingFound: 'Aucune réponse à cette question n’a été trouvée dans les sources.',
  nothingFoundAboutThis: 'Rien n’a été trouvé sur ce point.',
  nothingFoundAbout: (part) => `Rien n’a été trouvé dans les sources sur ce point : ${part}`,
  lacking: (what) => `Les pages lues ne disent rien de : ${either.format(what)}.`,
  readInPart: (title) => `« ${title} » est une longue page : seul le début a été lu.`,
  price: 'un prix',
  closest: 'Aucune réponse claire n’a été trouvée ; voici les passages les plus proches :',
  talk: {
    reword:
      'Sans modèle, une réponse se compose de citations mot pour mot et ne peut être ni raccourcie, ni expliquée, ni traduite, ni réexaminée ; chaque citation s’ouvre dans sa page ; réglez GATEWAY_BASE_URL et MODEL pour qu’un modèle écrive.',
    about:
      'Ici, il est répondu aux questions à partir des documents et des sources, chaque phrase avec sa citation ; sans modèle, une réponse se compose de citations mot pour mot, et personne ne bavarde, ne calcule, n’écrit ni ne traduit ; réglez GATEWAY_BASE_URL et MODEL pour qu’un modèle écrive.',
    nothing: 'Rien n’est demandé ici : il est répondu aux questions à partir des documents et des sources.',
  },
  otherLanguage: 'Les pages trouvées sont dans une autre langue que la question ; posez-la dans la leur.',
  respelled: ({ written, read }) =>
    `« ${written} » ne figure dans aucun document personnel ; « ${read} » a été recherché à la place.`,
  files: {
    signs: { ...latinSigns, part: ' ; ', colon: ' : ' },
    searched: ({ read, seen }) => `Documents personnels : ${read} fichiers sur ${seen} sont consultables`,
    waiting: (n) => `${n} encore à lire`,
    unread: 'non lus',
    reasons: {
      kind: 'd’un autre type',
      'too-large': 'trop volumineux',
      empty: 'sans texte',
      encoding: 'dans un encodage inconnu',
      damaged: 'endommagés',
      protected: 'protégés par un mot de passe',
      scanned: 'numérisés',
      link: 'liens qui mènent dehors ou nulle part',
      duplicate: 'liens vers ce qui est déjà lu',
      hidden: 'cachés',
      index: 'index d’autres fichiers',
      unreadable: 'impossibles à ouvrir',
    },
    more: (n) => `et ${n} autres`,
    none: 'Il n’y a aucun document personnel à consulter.',
  },
};
