/** What kind of answer a question wants, and how sentences sound that give one. */
export type Intent = {
  name: 'amount' | 'cause' | 'how' | 'compare' | 'yes-no' | 'when' | 'where' | 'what' | 'which';
  asks: RegExp;
  /** What would count as an answer, in words. */
  expects: string;
  says: RegExp;
  /** Headings under which such answers stand. */
  heading?: RegExp;
};

const intents: readonly Intent[] = [
  {
    name: 'amount',
    asks: /\bhow (?:many|much|big|large|long|often|fast|far|old|high)\b|^(?!how\b).*\b(?:limit|maximum|minimum|ceiling|caps?|price|costs?|version)\b/i,
    expects: 'A number, a limit or a default.',
    says: /\d|\b(?:default|limit|maximum|minimum|at most|at least|up to|never|unlimited|infinite|one|two|three|ten)\b/i,
    heading: /\b(?:limit|default|limits|options?|configuration|reference|parameters)\b/i,
  },
  {
    name: 'cause',
    asks: /^why\b|\bwhy\?|\bwhat (?:causes?|makes|cuts|breaks|went|goes|is going on|happened|is wrong|did)\b|\b(?:bug|expected)\?/i,
    expects: 'A cause.',
    says: /\b(?:because|since|due to|caus(?:e|es|ed|ing)|occurs?|happens?|reason|by default|therefore|means that|as a result|intended|expected|so that|prevents?|only|cannot|can['’]t|unless|without)\b/i,
    heading:
      /\b(?:background|cause|why|issue|problem|behaviou?r|explanation|caveats?|how it works|good to know)\b/i,
  },
  {
    name: 'how',
    asks: /\bhow (?:do|does|can|could|should|to|would|might)\b|\b(?:which|what) (?:option|setting|flag|header|function|helper|property|command|hook|method|api)\b|\bwhat should i\b|\b(?:fix|workaround|way around)\b/i,
    expects: 'Steps, an option to set, or code.',
    says: /^\W*(?:\d+[.)]\s*)?(?:first|then|next|finally)?,?\s*(?:use|add|set|pass|increase|call|create|define|enable|disable|replace|update|upgrade|install|return|wrap|move|put|provide|import|configure|specify|run|make|ensure|import|export|remove|append|render|check)\b|\b(?:you can|you could|should|must|need to|options?|to (?:disable|enable|avoid|fix|prevent|change|customi[sz]e|override|configure|use)|(?:by|instead of) \w+ing|allows? you|lets you|recommended?)\b/i,
    heading:
      /\b(?:solutions?|how to|usage|fix|fixing|workarounds?|steps?|using|setup|getting started|options?|examples?|set(?:ting)? up|add(?:ing)?|creat(?:e|ing)|configur(?:e|ing))\b/i,
  },
  {
    name: 'compare',
    asks: /\b(?:differences?|differ|compare[ds]?|versus|vs\.?|against|better|instead of|rather than|side by side|each)\b/i,
    expects: 'What is said of each side.',
    says: /\b(?:than|whereas|while|unlike|instead|compared|differ(?:s|ent|ence)?|both|only|rather|in contrast|however|alternatively)\b/i,
    heading: /\b(?:comparison|vs|difference|versus|choosing|when to use|should i)\b/i,
  },
  {
    name: 'when',
    asks: /^(?:and\s+)?when\b/i,
    expects: 'A moment or a condition.',
    says: /\b(?:when|whenever|after|before|until|once|if|every|during|on each|at build|at runtime)\b/i,
  },
  {
    name: 'yes-no',
    asks: /^(?:is|are|do|does|did|can|could|may|might|must|should|will|would|has|have)\b/i,
    expects: 'Yes or no, with the condition.',
    says: /\b(?:not|cannot|can['’]t|can|only|never|always|automatically|supports?|supported|unsupported|possible|impossible|customi[sz]e|override|allowed|must|should|no longer|will|won['’]t)\b/i,
  },
  {
    name: 'where',
    asks: /^(?:and\s+)?where\b/i,
    expects: 'A place.',
    says: /\b(?:in|inside|within|under|at the root|file|folder|directory|component|layout|argument|parameter|option|descendant)\b/i,
  },
  {
    name: 'what',
    asks: /^(?:what(?:['’]s|\s+(?:is|are|does|do))|explain|describe|define|tell me about)\b/i,
    expects: 'What it is, and what it is for.',
    says: /\b(?:is an?|are|allows? you|lets you|enables?|provides?|used to|used for|refers to|means|marks?|defines?)\b/i,
    heading: /\b(?:overview|introduction|about|what is)\b/i,
  },
  {
    name: 'which',
    asks: /\b(?:which|what|who)\b/i,
    expects: 'Sentences that name it.',
    says: /\b(?:is|are|called|named|means|refers|defaults?)\b/i,
  },
];

/** The kind of answer that a question wants; undefined when it does not sound like a question. */
export function intentOf(question: string): Intent | undefined {
  return intents.find(({ asks }) => asks.test(question));
}

/** How much a text sounds like such an answer, from 0 to 1. */
export function speaksTo(
  intent: Intent | undefined,
  { text, heading }: { text: string; heading: readonly string[] },
): number {
  if (!intent) return 0;
  const said = intent.says.test(text) ? 0.7 : 0;
  return said + (intent.heading?.test(heading.at(-1) ?? '') ? 0.3 : 0);
}
