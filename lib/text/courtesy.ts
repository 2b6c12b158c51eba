/**
 * What people say around a question, by language: greetings and thanks, wishes, how a letter ends, interjections; after the
 * bar, words that stand beside them. No yes and no, which answer.
 */
const words: Record<string, string> = {
  en: "hi hello hey dear good thanks thank thx ty cheers regards kind best wishes sincerely hope please pls sorry appreciated appreciate greetings mind ok okay great perfect cool awesome wow oh bye goodbye | all team there everyone everybody folks guys morning afternoon evening night day sir or madam you many so much a lot very in advance for your any the help time support answer reply warm with yours i we this finds are am is doing well to bother it if don't nice again and",
  de: 'hallo guten moin servus liebe lieber sehr geehrte danke dank bitte grüßen grüssen grüße gruß mfg lg vg hoffe tschüss entschuldigung | tag morgen abend nacht gute guten damen und herren zusammen alle vielen schön im voraus für ihre eure deine die hilfe mit freundlichen viele beste besten ich es geht ihnen dir euch gut',
  fr: "bonjour bonsoir salut coucou merci cordialement voilà voila alors bref euh plaît svp j'espère bien | madame monsieur à tous toutes beaucoup mille d'avance par avance pour votre ton aide et bonne journée vous je en remercie bon s'il te que allez",
  es: 'hola buenas buenos gracias saludos saludo atentamente estimado estimados estimada espero bueno pues vale oye favor | días dias tardes noches señor señores muchas muchísimas de antemano por todo su tu la ayuda cordiales un que estén estés esté bien',
  it: "ciao buongiorno buonasera salve grazie saluti prego allora ecco | mille molte in anticipo per l'aiuto cordiali",
  pt: 'olá oi obrigado obrigada atenciosamente abraços bom boa | dia tarde noite muito desde já pela ajuda',
  nl: 'hoi hallo goedemorgen goedemiddag dag bedankt dank alvast groet groeten | je u wel met vriendelijke',
  zh: '你好 您好 大家好 谢谢 谢谢大家 谢谢您 多谢 麻烦了 拜托了',
  ja: 'こんにちは こんばんは ありがとう ありがとうございます よろしくお願いします お願いします すみません',
  ar: 'مرحبا مرحبًا السلام شكرا شكرًا | عليكم جزيلا جزيلًا لكم',
  hi: 'नमस्ते धन्यवाद शुक्रिया | कृपया',
  ru: 'привет здравствуйте спасибо | большое заранее пожалуйста',
};
const listed = Object.entries(words).map(([language, line]) => {
  const [own = [], more = []] = line.split(' | ').map((part) => part.split(' '));
  return { language, own, more };
});
/** The courteous words, each with the first language that has it. */
const courteous = new Map(
  listed.reverse().flatMap(({ language, own }) => own.map((word) => [word, language] as const)),
);
const beside = new Set(listed.flatMap(({ more }) => more));
/** How a letter ends: who wrote it stands behind. */
const closing =
  /(?<!\p{L})(?:regards|best|cheers|sincerely|yours|wishes|thanks|grüße|grüßen|grüssen|gruß|mfg|lg|vg|cordialement|bien à vous|saludos?|atentamente|saluti|atenciosamente|groet(?:en)?)[\s,.!]*$/iu;
const name = /^\p{Lu}[\p{L}\p{M}.'’-]*(?:\s\p{Lu}[\p{L}\p{M}.'’-]*){0,2}[\s.]*$/u;
/** A greeting or thanks to somebody by a name, and nothing else. */
const addressed =
  /^\s*(?:(?:[Hh]i|[Hh]ello|[Hh]ey|[Dd]ear|[Tt]hanks|[Tt]hank you|[Hh]allo|[Mm]oin|[Ll]ieber?|[Dd]anke|[Bb]onjour|[Ss]alut|[Mm]erci|[Hh]ola|[Gg]racias|[Cc]iao|[Gg]razie|[Oo]lá|[Hh]oi|[Bb]ye)(?: there)?)\s+(?!World|Welt|Monde|Mundo)\p{Lu}[\p{Ll}\p{M}'’-]+(?:\s\p{Lu}[\p{Ll}\p{M}'’-]+)?[\s,.!]*$/u;
/** The mark of a signature in mail, and all below it. */
const signature = /\n-- ?\n[\s\S]*$/;
const betweenStretches = /(?<=[.!?…,;:–—])(?=\s)|(?<=[。！，、？\n])/;
/** A greeting and thanks that nothing parts from the question. */
const greeting =
  /^(?:(?:hi|hello|hey|good (?:morning|afternoon|evening)|dear (?:all|team|sir or madam)|hallo|guten tag|moin|bonjour|salut|hola|buenos días)(?: (?:there|all|everyone|everybody|zusammen|à tous|a todos))?[\s,.!:–-]+(?!\s*(?:world|welt|monde|mundo)))+/i;
const thanks =
  /[\s,.!?–-]*(?:(?:many )?thank(?:s| you)(?: (?:a lot|so much|very much|in advance|for (?:your|any) help))*|thx|cheers|(?:vielen )?danke?(?: (?:im voraus|schön))?|merci(?: (?:d['’]avance|beaucoup))?|(?:muchas )?gracias(?: de antemano)?)[\s.!]*$/i;

/** Whether a stretch of a text says nothing but courtesies. What asks is none, unless it is a greeting alone: "Hello?" */
export function isCourtesy(text: string): boolean {
  const said = wordsOf(text);
  const isAround = (word: string) => courteous.has(word) || beside.has(word);
  const isOwn = (word: string) => courteous.has(word);
  return !text.includes('`') && said.some(isOwn) && said.every(/[?？]/.test(text) ? isOwn : isAround);
}

const wordsOf = (text: string): string[] =>
  (text.toLowerCase().match(/[\p{L}\p{M}\p{N}'’]+/gu) ?? []).map((word) => word.replaceAll('’', "'"));

/** The language of the first courtesy in a text. */
export const courtesyLanguage = (text: string): string | undefined =>
  wordsOf(text).flatMap((word) => courteous.get(word) ?? [])[0];

/** A text without the courtesies that it begins and ends with, and without who wrote it; empty where there is nothing else. */
export function withoutCourtesies(text: string): string {
  const stretches = text.replace(signature, '').split(betweenStretches);
  const isOne = (at: number) => {
    const stretch = stretches[at] ?? '';
    return stretch.trim() === '' || isCourtesy(stretch) || addressed.test(stretch);
  };
  let start = 0;
  let end = stretches.length;
  while (start < end && isOne(start)) start += 1;
  const last = stretches[end - 1]?.trim() ?? '';
  const before = stretches.findLastIndex((stretch, at) => at < end - 1 && stretch.trim() !== '');
  if (before >= start && name.test(last) && isOne(before) && closing.test(stretches[before] ?? '')) end -= 1;
  while (start < end && isOne(end - 1)) end -= 1;
  return stretches
    .slice(start, end)
    .join('')
    .trim()
    .replace(greeting, '')
    .replace(thanks, (end) => (end.includes('?') ? '?' : ''));
}
