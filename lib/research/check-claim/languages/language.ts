/**
 * What the check knows of a language. Lists are words parted by blanks; a word that ends in `-` stands for all words
 * that begin with it and have at most four letters more. In languages without spaces a word may stand anywhere.
 */
export type Language = {
  code: string;
  /** The commonest words without a subject: they tell the language and are no content. */
  common: string;
  /** What denies the word behind it: `not`, `never`, `without`. */
  negations: string;
  /** Two negations of a clause are one, as in `ne … pas`. */
  negatesTwice?: boolean;
  /** A negation stands behind what it denies. */
  negatesAfter?: boolean;
  /** Words that deny in another way (`fails to`, `except`): a negation on the other side may say the same. */
  denials: string;
  /** Of the commonest words those that allow or enable: what a negation beside them denies. */
  modals?: string;
  quantifiers: Record<Quantifier, string>;
  /** Before a number that is rounded, that is a lower bound, that is an upper bound. */
  about: string;
  over: string;
  under: string;
  /** Words that show that who acts comes last. */
  passive: string;
  /** Two sides parted by `|`, each a list of words. */
  opposites: readonly string[];
  /** `word=value` pairs, see `readNumberWords`. */
  numbers: string;
  ordinals: string;
};

export type Quantifier = 'all' | 'none' | 'some' | 'most' | 'only';
