import { latinSigns, type ReportWords } from './report-words.ts';

const either = new Intl.ListFormat('pt', { type: 'disjunction' });

export const pt: ReportWords = {
  language: 'pt',
  nothingFound: 'Não foi encontrado nas fontes nada que responda a esta pergunta.',
  nothingFoundAboutThis: 'Não foi encontrado nada sobre este ponto.',
  nothingFoundAbout: (part) => `Não foi encontrado nada nas fontes sobre este ponto: ${part}`,
  lacking: (what) => `As páginas lidas não dizem nada sobre: ${either.format(what)}.`,
  readInPart: (title) => `«${title}» é uma página longa: só foi lido o início.`,
  price: 'um preço',
  closest: 'Não foi encontrada uma resposta clara; estas são as passagens mais próximas:',
  talk: {
    reword:
      'Sem um modelo, uma resposta é feita de citações textuais e não pode ser abreviada, explicada, traduzida nem reavaliada; cada citação abre na sua página; configure GATEWAY_BASE_URL e MODEL para que um modelo escreva.',
    about:
      'Aqui respondem-se perguntas a partir de documentos e fontes, cada frase com a sua citação; sem um modelo, uma resposta é feita de citações textuais, e ninguém conversa, calcula, escreve ou traduz; configure GATEWAY_BASE_URL e MODEL para que um modelo escreva.',
    nothing: 'Aqui não se pergunta nada: respondem-se perguntas a partir de documentos e fontes.',
  },
  otherLanguage: 'As páginas encontradas estão noutra língua que não a da pergunta; pergunte na delas.',
  respelled: ({ written, read }) =>
    `«${written}» não aparece em nenhum dos documentos próprios; em vez disso, procurou-se «${read}».`,
  files: {
    signs: latinSigns,
    searched: ({ read, seen }) => `Documentos próprios: pode procurar-se em ${read} de ${seen} ficheiros`,
    waiting: (n) => `${n} ainda por ler`,
    unread: 'não lidos',
    reasons: {
      kind: 'de outro tipo',
      'too-large': 'demasiado grandes',
      empty: 'sem texto',
      encoding: 'numa codificação desconhecida',
      damaged: 'danificados',
      protected: 'protegidos por palavra-passe',
      scanned: 'digitalizados',
      link: 'ligações que levam para fora ou a lado nenhum',
      duplicate: 'ligações para o que já é lido',
      hidden: 'ocultos',
      index: 'índices de outros ficheiros',
      unreadable: 'que não se podem abrir',
    },
    more: (n) => `e mais ${n}`,
    none: 'Não há documentos próprios onde procurar.',
  },
};
