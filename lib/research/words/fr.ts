import type { ReportWords } from './report-words.ts';

export const fr: ReportWords = {
  language: 'fr',
  name: 'français',
  nothingFound: 'Aucune réponse à cette question n’a été trouvée dans les sources.',
  nothingFoundAboutThis: 'Rien n’a été trouvé sur ce point.',
  nothingFoundAbout: (part) => `Rien n’a été trouvé dans les sources sur ce point : ${part}`,
  lacking: (what) => `Les pages lues ne disent rien de : ${what.join(', ')}.`,
  headings: {
    answer: 'Réponse',
    comparison: 'Comparaison',
    disputed: 'Points controversés',
    notFound: 'Ce qui n’a pas été trouvé',
    sources: 'Sources',
    conclusion: 'Conclusion',
  },
  sourcesDisagree: 'Les sources se contredisent sur ce point :',
  notFoundLeadIn: 'Rien n’a été trouvé sur :',
  partial: {
    time: 'Le temps prévu pour la recherche est écoulé ; voici ce qui a été trouvé jusque-là.',
    request: 'Recherche interrompue à votre demande ; voici ce qui a été trouvé jusque-là.',
    budget: 'Le budget est épuisé ; voici ce qui a été trouvé jusque-là.',
    nothingNew: 'De nouvelles recherches n’ont rien apporté de plus.',
    cutShort:
      'Le modèle a atteint ici sa limite de longueur ; le texte s’arrête à la dernière phrase complète.',
    writtenFromQuotes: 'Le modèle n’a pas pu rédiger cette partie ; voici le texte des sources.',
  },
  checks: {
    wordForWord: 'La phrase figure mot pour mot dans la citation.',
    allThere: 'Les mots, les chiffres et les noms figurent dans les citations.',
    noQuote: 'Aucune citation n’est indiquée.',
    fewWords: 'Peu de ces mots figurent dans les citations.',
    someWords: 'Seule une partie de ces mots figure dans les citations.',
    numbersMissing: (numbers) => `Ce nombre ne figure pas dans les citations : ${numbers.join(', ')}.`,
    datesMissing: (dates) => `Cette date ne figure pas dans les citations : ${dates.join(', ')}.`,
    unitsMissing: (units) => `Cette unité ne figure pas dans les citations : ${units.join(', ')}.`,
    namesMissing: (names) => `Les citations ne mentionnent pas : ${names.join(', ')}.`,
    negation: 'Une négation ne figure que d’un seul côté.',
    quantifier: 'Les citations ne donnent pas cette quantité.',
    contradicted: 'Les citations disent le contraire.',
    notChecked: 'Ce point n’a pas été vérifié.',
    checkedByCode: 'Le modèle n’a pas pu le vérifier ; la comparaison a été faite par programme.',
  },
  scores: {
    claimsNothing: 'Le texte n’affirme rien, il ne contient donc pas d’erreur.',
    notAnswered: 'Rien n’a été trouvé : la question reste sans réponse.',
    everyWord: 'Tous les mots importants de la question sont repris.',
    takesUpNot: (words) => `Le rapport ne traite pas : ${words.join(', ')}.`,
    supported: ({ supported, partly, claims }) =>
      `Affirmations appuyées par leurs citations : ${supported} sur ${claims}, en partie : ${partly}.`,
    allSupported: (claims) => `Toutes les affirmations sont appuyées par leurs citations (${claims}).`,
    partsAnswered: ({ answered, parts }) =>
      `Parties de la question appuyées par des citations : ${answered} sur ${parts}.`,
    noPartAnswered: 'Aucune partie de la question n’a reçu de réponse.',
    noSource: 'Aucune source ne permet de le vérifier.',
    noQuestion: 'Aucune question n’a été posée ; ce critère ne peut donc pas être jugé seul.',
  },
};
