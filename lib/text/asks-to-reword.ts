const opening =
  '(?:(?:and|but|now|ok(?:ay)?|so|please|can you|could you|would you|make|say|explain|put|give|write|it|that|this|me|us|again|the answer|und|bitte|et|y)[\\s,]+)*';
const languages =
  '(?:english|german|french|spanish|italian|chinese|japanese|arabic|hindi|russian|deutsch|englisch|französisch|spanisch|français|anglais|allemand|español|inglés|alemán)';
const wishes = [
  '(?:much |even |a (?:bit|little) )?(?:shorter|longer|simpler|briefer|clearer|kürzer|länger|einfacher|plus court|plus simple|más corto|más breve)',
  '(?:in|with|using) (?:other|simple|simpler|plain|your own|fewer|one|two|three|a few|\\d{1,3}) (?:words?|terms|sentences?|language)',
  `(?:(?:how about|what about) )?(?:in|into|auf|en) ${languages}`,
  '(?:translate|rephrase|reword|summari[sz]e|shorten|simplify|übersetze|fasse)(?: (?:it|that|this|the answer|das|es))?(?: (?:again|for me|zusammen))?',
  `(?:translate|übersetze)(?: (?:it|that|this|the answer|das|es))? (?:in|into|to|auf|ins) ${languages}`,
  'explain(?: (?:it|that|this|more|again))*|erkläre?(?: (?:es|das|mir|bitte))*|explique(?:[zr]|-moi)?|explícame(?:lo)?',
  '(?:(?:as|in|into|als) (?:(?:a|an|eine) )?|(?:a|an|eine) )(?:bullet(?:ed)? |numbered |short )?(?:list|table|liste|tabelle)',
  '(?:もっと|もう少し)?(?:短く|簡単に|簡潔に|詳しく)(?:して(?:ください)?)?|(?:再|请)?(?:短|简短|简单|详细)(?:一?点|一些)|أقصر|بإيجاز|(?:और )?(?:छोटा|संक्षेप में)',
  `(?:translate|übersetze|traduis|traduce|traduci)(?: (?:it|that|this))? (?:in|into|to|auf|ins|en|al) (?:the |l[’']|le )?${languages}[:,] .+`,
  'tl;? ?dr',
  '(?:but )?(?:are you |is (?:it|that|this) |bist du (?:dir )?|sind sie (?:sich )?)?(?:really |quite |very |absolutely |da |ganz )*(?:sure|certain|right|true|correct|really|sicher)(?: (?:about|of|with) (?:it|that|this))?',
  "(?:tu es|es-tu|vous êtes|êtes-vous|en êtes-vous|c[’']est) (?:sûre?|certaine?|vrai)|vraiment|(?:estás?|es) (?:segur[oa]|cierto|verdad)|de verdad",
  '(?:but )?why(?: (?:not|so|is that))?|warum(?: das)?|wieso|weshalb|pourquoi|por qué|为什么|なぜ|どうして|لماذا|क्यों',
];
const rewording = new RegExp(
  `^[^\\p{L}]*${opening}(?:${wishes.join('|')})[^\\p{L}\\p{N}]*(?:please|bitte)?[^\\p{L}\\p{N}]*$`,
  'iu',
);
const longest = 80;

/**
 * Whether a message asks for the answer before it in another form, which quotes cannot give: shorter, in other words,
 * in another language, weighed once more ("are you sure?"), or a bare "why?".
 */
export function asksToReword(message: string): boolean {
  return message.length <= longest && rewording.test(message.trim());
}
