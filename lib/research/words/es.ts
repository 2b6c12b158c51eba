import { latinSigns, type ReportWords } from './report-words.ts';

const either = new Intl.ListFormat('es', { type: 'disjunction' });

export const es: ReportWords = {
  language: 'es',
  nothingFound: 'No se ha encontrado en las fuentes nada que responda a esta pregunta.',
  nothingFoundAboutThis: 'No se ha encontrado nada sobre este punto.',
  nothingFoundAbout: (part) => `No se ha encontrado nada en las fuentes sobre este punto: ${part}`,
  lacking: (what) => `Las páginas leídas no dicen nada de: ${either.format(what)}.`,
  readInPart: (title) => `«${title}» es una página larga: solo se ha leído el principio.`,
  price: 'un precio',
  closest: 'No se ha encontrado una respuesta clara; estos son los pasajes más cercanos:',
  talk: {
    reword:
      'Sin un modelo, una respuesta se compone de citas textuales y no se puede acortar, explicar, traducir ni volver a valorar; cada cita se abre en su página; configure GATEWAY_BASE_URL y MODEL para que escriba un modelo.',
    about:
      'Aquí se responde a preguntas a partir de los documentos y las fuentes, cada frase con su cita; sin un modelo, una respuesta se compone de citas textuales, y nadie conversa, calcula, escribe ni traduce; configure GATEWAY_BASE_URL y MODEL para que escriba un modelo.',
    nothing: 'Aquí no se pregunta nada: se responde a preguntas a partir de los documentos y las fuentes.',
  },
  otherLanguage: 'Las páginas encontradas están en otro idioma que la pregunta; pregunte en el de ellas.',
  respelled: ({ written, read }) =>
    `«${written}» no aparece en ningún documento propio; se ha buscado «${read}» en su lugar.`,
  files: {
    signs: latinSigns,
    searched: ({ read, seen }) => `Documentos propios: se pueden buscar ${read} de ${seen} archivos`,
    waiting: (n) => `${n} por leer`,
    unread: 'sin leer',
    reasons: {
      kind: 'de otro tipo',
      'too-large': 'demasiado grandes',
      empty: 'sin texto',
      encoding: 'en una codificación desconocida',
      damaged: 'dañados',
      protected: 'protegidos con contraseña',
      scanned: 'escaneados',
      link: 'enlaces que llevan fuera o a ninguna parte',
      duplicate: 'enlaces a lo que ya se lee',
      hidden: 'ocultos',
      index: 'índices de otros archivos',
      unreadable: 'que no se pueden abrir',
    },
    more: (n) => `y ${n} más`,
    none: 'No hay documentos propios en los que buscar.',
  },
};
