/** What kind of answer a question wants, and how a text sounds that gives one. */
export type QuestionKind = {
  name: 'number' | 'how-to' | 'list' | 'yes-no' | 'definition';
  asks: RegExp;
  says: RegExp;
};

const kinds: readonly QuestionKind[] = [
  {
    name: 'number',
    asks: /^(?!how (?:do|can|could|should|to|would|might)\b).*\bhow (?:many|much|big|large|long|often|fast|far|old|high|wide|deep|tall|heavy)\b|\b(?:what|which)\b[^?]*\b(?:limit|maximum|minimum|number|size|port|version|price|cost|fee|percentage|year)\b|^(?:wie ?viele?|wie (?:lang|hoch|groß|oft|weit)|combien|cuánt[oa]s?)\b/i,
    says: /\p{N}|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|hundred|thousand|million|once|twice|never|unlimited|no limit|half)\b/iu,
  },
  {
    name: 'how-to',
    asks: /\bhow (?:do|can|could|should|to|would|might)\b|^(?:wie|comment|cómo)\b/i,
    says: /```|^\W*(?:\d+[.)]\s*)?(?:use|add|set|pass|call|create|define|enable|disable|replace|install|run|make|open|choose|select|bring|send)\b|\b(?:you can|should|must|need to|can be|option|parameter|by \w+ing|allows?|lets|to \w+,)\b/im,
  },
  {
    name: 'list',
    asks: /^(?:list|name|enumerate)\b|\b(?:what|which) (?:are|were) (?:all |the )|\b(?:what|which) (?!(?:is|are|was|were|do|does|did|can|could|may|must|should|will|would|has|have)\b)(?:[^\s?,]+ ){0,3}?\p{L}+(?<![sui])s(?: \([^?)]{1,40}\))?(?: (?:of|for|in|on|to|from|with) [^?,]{1,60}?)? (?:are|were|do|does|did|can|could|may|might|must|should|will|would|have|exist|apply|run)\b|^welche [^?]{1,80}\b(?:gibt es|sind|können|haben)\b|^quel(?:le)?s\b|^(?:qué|cuáles) [^?]{0,60}\b(?:hay|son|pueden)\b/iu,
    says: /^\s*(?:[-*+]|\d{1,3}[.)])\s|\|/m,
  },
  {
    name: 'yes-no',
    asks: /^(?:is|are|do|does|did|can|could|may|might|must|should|will|would|has|have)\b/i,
    says: /\b(?:not|cannot|can['’]t|can|never|always|automatically|possible|impossible|allowed|must|only|no longer|does|will)\b/i,
  },
  {
    name: 'definition',
    asks: /^(?:what(?:['’]s|\s+(?:is|are|does))|who (?:is|was)|explain|describe|define|tell me about|was (?:ist|sind)|qu['’]est-ce|qué (?:es|son))\b|^\S+(?: \S+){0,3}$/i,
    says: /\b(?:is an?|is the|are|refers to|means|is used|allows?|provides?|ist|sind|est|es)\b/i,
  },
];

/** The kind of answer that a question wants; undefined where its words do not tell. */
export function kindOf(question: string): QuestionKind | undefined {
  return kinds.find(({ asks }) => asks.test(question));
}

/** What an amount that is asked for is counted in, and how a text gives one. */
const measures: readonly Omit<QuestionKind, 'name'>[] = [
  {
    asks: /\bhow (?:long|soon|often|old)\b|\bhow (?:many|much) (?:time|seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b/i,
    says: /(?:\p{N}|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|an?|every|per))\s?(?:ms|milliseconds?|s|secs?|seconds?|minutes?|mins?|hours?|h|days?|weeks?|months?|years?)\b|\bforever\b|\bindefinitely\b/iu,
  },
  {
    asks: /\bhow (?:big|large|wide|high|tall|deep|small)\b|\bhow much (?:space|room|memory|disk|ram)\b|\b(?:biggest|largest|maximum|smallest|minimum|size)\b/i,
    says: /\p{N} ?[x×] ?\p{N}|\p{N}\s?(?:[kmgtp]i?b|[kmgt]|bytes?|kilobytes?|megabytes?|gigabytes?|terabytes?|pixels?|px|points?|pt|mm|cm|inch(?:es)?|%|percent|characters|bits)\b/iu,
  },
];

/** How a text sounds that gives the time or the size that a question asks for; undefined where it asks for none. */
export const measureOf = (question: string): RegExp | undefined =>
  measures.find(({ asks }) => asks.test(question))?.says;
