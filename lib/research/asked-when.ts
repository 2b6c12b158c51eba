import { subjectWords } from '#lib/text/asking-words.ts';
import { clip } from '#lib/text/clip.ts';

/** How people ask when something is that is to come; the rest of the question is what it is. */
const forms: readonly RegExp[] = [
  /^[^\p{L}]*(?:when|(?:on\s+)?(?:what|which)\s+(?:day|date))(?:['’]s|\s+(?:is|are|am|do|does|will|have))\s+(?<what>.+)$/iu,
  /^[^\p{L}]*(?:do you know|(?:can you |please )?(?:tell|remind) me),?\s+when\s+(?<what>.+?)\s+(?:is|are|takes place|happens|starts|begins)\W*$/iu,
  /^[^\p{L}]*(?:weißt du|wissen sie|sag mir|kannst du mir sagen),?\s+wann\s+(?<what>.+?)\s+(?:ist|sind|hat|stattfindet|beginnt|startet)\W*$/iu,
  /^[^\p{L}]*(?:an welchem tag|welcher tag|wann)\s+(?:ist|sind|hat|habe|haben|findet|finden|beginnt|beginnen|startet|feiert|wird)\s+(?<what>.+)$/iu,
  /^[^\p{L}]*(?:c['’]est (?:quand|quel jour)|(?:quand|quel jour)\s+(?:est|sont|a|ont|ai|commence))(?:-ce qu[e'’])?\s*(?<what>.+)$/iu,
  /^[^\p{L}]*(?:cuándo|qué día)\s+(?:es|son|será|tengo|empieza|cumple)\s+(?<what>.+)$/iu,
  /^(?<what>.+?)(?:是)?(?:在)?(?:什么时候|什麼時候|何时|何時|几月几号|幾月幾號|几号|幾號|哪天|哪一天)(?:呢)?[？?。]*$/u,
  /^[^\p{L}]*(?:什么时候|什麼時候|何时|何時|哪天)(?:是)?(?<what>.+)$/u,
  /^(?<what>.+?)(?:は|って)?(?:いつ|何日|何月何日)(?:です|になります)?か?[？?。]*$/u,
  /^[^\p{L}]*متى\s+(?:يكون\s+|تكون\s+|هو\s+|هي\s+)?(?<what>.+)$/u,
  /^(?<what>.+?)\s+कब\s+(?:है|हैं|होगा|होगी|होता है|होती है|आता है|पड़ता है)[?？।]*$/u,
];
/** Where another question begins. */
const nextQuestion =
  /[?？؟!。].*$|\s+(?:and|und|et|y)\s+(?:how|what|who|where|why|which|wie|was|wer|wo|warum|comment|que|qui|où|pourquoi|cómo|qué|quién|dónde)(?!\p{L}).*$/isu;
const longest = 200;

/** What a question of when asks for, in its own words: "When is Rosa's birthday?" asks for "Rosa's birthday". */
export function askedWhen(question: string): string | null {
  if (question.length > 500) return null;
  for (const form of forms) {
    const what = form.exec(question.trim())?.groups?.what;
    if (what === undefined) continue;
    const words = clip(subjectWords(what.replace(nextQuestion, '')).join(' '), longest).toWellFormed();
    return words === '' ? null : words;
  }
  return null;
}
