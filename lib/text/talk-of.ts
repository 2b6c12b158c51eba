import { asksToReword } from './asks-to-reword.ts';
import { courtesyLanguage, withoutCourtesies } from './courtesy.ts';
import { withoutMarkup } from './without-markup.ts';

/**
 * What a message is that no page can answer: a wish for the answer in another form, a question about whoever answers
 * here, or nothing that asks, such as thanks, "yes" and signs.
 */
export type Talk = 'reword' | 'about' | 'nothing';

/**
 * What is said around questions, by language: agreeing and declining, with which a message ends that says nothing else, and
 * how one asks who answers here, what it can do and what it knows. What is asked for behind that is none of it.
 */
const said: Record<string, { replies: string; about?: string[] }> = {
  en: {
    replies:
      'yes|yep|yeah|yup|no|nope|nah|sure|exactly|correct|right|agreed|fine|alright|got it|i see|never ?mind|lol|ha(?:ha)+|hm+',
    about: [
      "(?:and )?(?:who|what|how) (?:exactly )?(?:are|r) (?:you|u)(?: called| doing| today)*|(?:what[’']?s|what is) your name|what (?:all |else )?(?:can|do|could) you (?:do|know)(?: for me| here)*|what can i ask(?: you| here)*|how (?:can|could|do) you (?:help|work)(?: me)?|how do i use you",
      'are you (?!sure|certain|really|serious)(?:an? |the )?(?:real )?[\\p{L}\\d-]+(?: intelligence)?|who (?:made|built|created|wrote|trained) you',
      '(?:what|which) (?:documents?|docs|files|pages|sources|data|languages?|topics|manuals)(?: exactly)? (?:do|can) you (?:have|know|read|search|use|speak|understand)(?: here)?|do you speak [\\p{L}]+|what (?:do you|can you) (?:have|search|read|answer)',
      '(?:(?:can|could|will|would) you )?(?:please )?help(?: me)?(?: please)?',
    ],
  },
  de: {
    replies: 'ja|nein|doch|jep|nee|genau|klar|stimmt|verstanden|schon gut',
    about: [
      "wer (?:bist du|sind sie)|was (?:bist du|kannst du|können sie)(?: alles| tun| machen| für mich)*|wie (?:heißt du|heißen sie)|wie geht(?: es|[’']?s) (?:dir|ihnen)|bist du [\\p{L} ]{1,30}|welche (?:dokumente|dateien|quellen|sprachen) (?:hast|kennst|liest|durchsuchst|sprichst|haben|kennen) (?:du|sie)|(?:kannst du|können sie) (?:mir )?helfen|hilfe|hilf mir",
    ],
  },
  fr: {
    replies: "oui|non|si|ouais|d['’]accord|compris",
    about: [
      "qui (?:es-tu|êtes-vous)|(?:tu es|vous êtes) qui|que (?:peux-tu|pouvez-vous|sais-tu|savez-vous) faire|comment (?:vas-tu|allez-vous|ça va|t[’']appelles-tu)|ça va|quels? (?:documents|fichiers|sources) (?:as-tu|avez-vous|connais-tu|lis-tu)|(?:peux-tu|pouvez-vous) m[’']aider|à l[’']aide|aide(?:-moi|z-moi)?",
    ],
  },
  es: {
    replies: 'sí|vale|claro|entendido|de acuerdo',
    about: [
      'quién eres|quién es usted|qué (?:puedes|sabes) hacer|cómo (?:estás|te llamas)|qué (?:documentos|archivos|fuentes) (?:tienes|conoces|lees)|(?:puedes|me puedes) ayudar(?:me)?|ayuda|ayúdame',
    ],
  },
  zh: {
    replies: '好的?|是的?|不是|不用了?|对|嗯|知道了|明白了?',
    about: [
      '(?:你|您)(?:是谁|是誰|是什么|叫什么(?:名字)?|(?:能|会|可以)(?:帮我)?(?:做|干)?(?:些)?什么|有(?:哪些|什么)(?:文档|文件|资料)|好吗|(?:能|可以)帮我吗)|帮助|帮帮我|幫助',
    ],
  },
  ja: {
    replies: 'はい|いいえ|うん|ううん|わかりました|了解(?:です|しました)?',
    about: [
      '(?:あなた|君)(?:は|って)(?:誰|だれ|何|なに)(?:ですか|なの)?|(?:何|なに)が?(?:できますか|できるの|できる)|(?:どんな|どの|何の)(?:文書|ドキュメント|資料|ファイル)が(?:ありますか|読めますか)|お?名前は(?:何ですか)?|(?:お)?元気ですか|ヘルプ|助けて(?:ください)?',
    ],
  },
  ar: {
    replies: 'نعم|لا|حسنا|حسنًا|طيب',
    about: [
      '(?:من|ما) (?:أنت|انت)|ما اسمك|ماذا (?:يمكنك|تستطيع)(?: أن)?(?: تفعل| فعله)?|كيف حالك|ما (?:هي )?(?:المستندات|الوثائق|الملفات) (?:التي )?(?:لديك|عندك)|(?:هل )?(?:يمكنك )?مساعدتي|مساعدة|ساعدني',
    ],
  },
  hi: {
    replies: 'हाँ|हां|जी|नहीं|ठीक(?: है)?|अच्छा',
    about: [
      '(?:आप|तुम) (?:कौन|क्या) (?:हैं|हो)|(?:आप|तुम) क्या कर सकते (?:हैं|हो)|(?:आपका|तुम्हारा) नाम क्या है|आप कैसे हैं|(?:आपके|तुम्हारे) पास कौन[- ]से (?:दस्तावेज़|फ़ाइलें) हैं|मदद|सहायता',
    ],
  },
  it: {
    replies: 'sì|va bene|capito|certo',
  },
  pt: {
    replies: 'sim|não',
  },
  nl: {
    replies: 'begrepen|prima',
  },
  ru: {
    replies: 'да|нет|ладно',
  },
};
const every = Object.entries(said);
const replies = every.map(([, { replies }]) => replies).join('|');
const about = every.flatMap(([, { about = [] }]) => about);
const whole = (words: string) => new RegExp(`^[^\\p{L}\\p{N}]*(?:${words})[^\\p{L}\\p{N}]*$`, 'iu');
const isReply = whole(
  `(?:(?:oh|ok|okay|well|and|but|so|ah)[\\s,]+)*(?:${replies})(?:[\\s,.!]+(?:${replies}|please|bitte))*`,
);
const isAbout = whole(about.join('|'));
const inLanguages = every.map(([language, { replies, about = [] }]) => ({
  language,
  form: new RegExp(
    `^[^\\p{L}]*(?:(?:${replies})(?![\\p{L}\\p{M}])|(?:${about.join('|') || '$^'})[^\\p{L}\\p{N}]*$)`,
    'iu',
  ),
}));
const longest = 80;

/** What a message is, where no page can answer it; null for all that asks for something. */
export function talkOf(message: string): Talk | null {
  const written = withoutMarkup(message).trim();
  const said = withoutCourtesies(written);
  if (said.length > longest) return null;
  if (isAbout.test(said) || isAbout.test(written)) return 'about';
  if (!/[\p{L}\p{N}]/u.test(said)) return 'nothing';
  const isReword = asksToReword(said);
  if (isReply.test(said) && !(isReword && /[?？؟]/.test(said))) return 'nothing';
  return isReword ? 'reword' : null;
}

/** The language of a message that asks nothing, by its words: too few for a guess. Undefined where they are English or in none that is known. */
export function languageOfTalk(message: string): string | undefined {
  const language = inLanguages.find(({ form }) => form.test(message))?.language ?? courtesyLanguage(message);
  return language === 'en' ? undefined : language;
}
