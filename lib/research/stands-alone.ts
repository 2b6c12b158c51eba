import { ara, deu, fra, hin, jpn, removeStopwords, spa, zho } from 'stopword';
import { detectLanguage } from '#lib/text/language.ts';
import { tokenize } from '#lib/text/tokenize.ts';

/** A question of fewer telling words may mean anything. */
const fewWords = 3;

/**
 * Whether a question can be understood without what was said before it: it has telling words of its own, points back
 * with none ("its", „dessen“, 它) and does not go on from something ("and in …", „und …“, …呢？).
 */
export function standsAlone(question: string): boolean {
  const { goesOn, stopWords } = pointersFor(question);
  if (introduces.test(question)) return true;
  if (pointsBack(question) || goesOn.test(question)) return false;
  return (stopWords ? tellingWords(question, stopWords) : new Set(tokenize(question)).size) > fewWords;
}

/** Whether a question has a word for something said before. */
export const pointsBack = (question: string): boolean => pointersFor(question).pointsBack.test(question);

const pointersFor = (question: string): Pointers =>
  pointers[(detectLanguage(question) ?? 'en').split('-')[0] ?? 'en'] ?? pointers.en ?? never;

/** A thing that is asked for with the article of what was not spoken of before. */
const introduces =
  /^(?:(?:and|but|so|ok(?:ay)?|thanks|und|et|y)[\s,!.]+)*(?:what(?:['’]s| is) an?|was ist eine?|qu['’]est-ce qu['’]une?|¿?qué es una?) (?!example|alternative|difference|option|reason|beispiel|exemple|ejemplo)[\p{L}\p{N}-]+\W*$/iu;

function tellingWords(question: string, stopWords: string[]): number {
  const words = [...segmenter.segment(question.toLowerCase())].filter(({ isWordLike }) => isWordLike);
  return new Set(
    removeStopwords(
      words.map(({ segment }) => segment),
      stopWords,
    ),
  ).size;
}

const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

type Pointers = {
  /** Words that may stand for something said before. */
  pointsBack: RegExp;
  /** How a question goes on from one before. */
  goesOn: RegExp;
  /** Words that tell nothing; without them the search's own terms are counted. */
  stopWords?: string[];
};

/** One of the words by itself, in scripts that put spaces or signs between words. */
const word = (words: string) => new RegExp(`(?<![\\p{L}\\p{M}])(?:${words})(?![\\p{L}\\p{M}])`, 'iu');
const opening = (words: string) => new RegExp(`^[^\\p{L}]*(?:${words})(?![\\p{L}\\p{M}])`, 'iu');
const never: Pointers = { pointsBack: /$^/, goesOn: /$^/ };

const pointers: Record<string, Pointers> = {
  en: {
    pointsBack: word(
      'it|its|they|them|their|theirs|this|that|these|those|he|she|him|her|his|ones?|there|former|latter|such|same|both|either|neither|above|first|second|third|last|others?|another',
    ),
    goesOn: opening('and|but|or|so|then|also|why|what about|how about'),
  },
  de: {
    pointsBack: word(
      '(?<!gibt )es(?! gibt)|er|ihn|ihm|ihnen|ihre?[mnrs]?|seine[mnrs]?|dies|diese[mnrs]?|jene[mnrs]?|dessen|deren|dort|davon|dafür|damit|dazu|dabei|daran|darauf|darin|darüber|dagegen|daraus|solche[mnrs]?|dasselbe|derselben?|dieselben?|beide[mnrs]?|erstere[mnrs]?|letztere[mnrs]?|andere[mnrs]?|oben',
    ),
    goesOn: opening('und|aber|oder|also|dann|auch|warum|wieso|was ist mit|wie steht es|wie sieht es'),
    stopWords: deu,
  },
  fr: {
    pointsBack: word(
      '(?<!y a-t-)ils?(?! y a)|elles?|celui|celle|ceux|celles|cela|ça|cet|cette|ces|leurs?|lui|sa|ses|son|eux|celui-ci|ci-dessus|là|les deux|mêmes?|autres?|premiers?|première|derniers?|dernière',
    ),
    goesOn: opening("et|mais|ou|donc|alors|aussi|pourquoi|qu[’']en est-il|dans ce cas"),
    stopWords: fra,
  },
  es: {
    pointsBack: word(
      'él|ellas?|ellos?|ello|eso|esa|ese|esos|esas|esto|este|estos|estas|aquel(?:la|los|las|lo)?|su|sus|suyo|suya|ahí|allí|ambos|ambas|mism[oa]s?|otr[oa]s?|tales|primero|últim[oa]',
    ),
    goesOn: opening('y|pero|o|entonces|también|por qué|qué tal|qué hay de|qué pasa con'),
    stopWords: spa,
  },
  zh: {
    pointsBack:
      /它们?|(?<![其吉])他们?|她们?|这(?![样里]?是什么)|那(?:个|些|里|种|么|家|位|次|款)|前者|后者|两者|二者|上述|以上|其中|该(?:公司|产品|项目|国|系统)|此(?:外|次|项|类|事)|這|那個/u,
    goesOn: /^[^\p{L}]*(?:那么?|还有|另外|而且|所以|为什么|為什麼|然后|但是)|呢[？?]?\s*$/u,
    stopWords: zho,
  },
  ja: {
    pointsBack:
      /それ|これ|あれ|その|この|あの|そこ|ここ|そちら|こちら|彼女?|前者|後者|両方|両者|同じ|上記|ほかの|他の/u,
    goesOn:
      /^[^\p{L}]*(?:では|じゃあ?|で、|また|そして|ちなみに|あと|でも|なぜ|どうして)|(?:は|とは|については)[？?]\s*$/u,
    stopWords: jpn,
  },
  ar: {
    pointsBack: word(
      'هو|هي|هم|هما|هن|هذا|هذه|هذان|هؤلاء|ذلك|تلك|أولئك|منه|منها|فيه|فيها|له|لها|لهم|عنه|عنها|به|بها|عليه|عليها|كلاهما|كليهما|نفسه|نفسها|الأول|الثاني|الأخير|الآخر',
    ),
    goesOn: opening('و|وما|وماذا|وكم|وكيف|وهل|ومتى|وأين|ولماذا|لكن|أو|ثم|لماذا|ماذا عن'),
    stopWords: ara,
  },
  hi: {
    pointsBack: word(
      'यह|ये|वह|वे|इस|उस|इन|उन|इसे|उसे|इन्हें|उन्हें|इसका|इसकी|इसके|उसका|उसकी|उसके|इनका|इनकी|इनके|उनका|उनकी|उनके|इसमें|उसमें|इससे|उससे|वहाँ|वहां|दोनों|वही|यही|दूसरा|दूसरे|दूसरी|पहला|पहले वाला',
    ),
    goesOn: opening('और|लेकिन|या|तो|फिर|क्यों'),
    stopWords: hin,
  },
};
