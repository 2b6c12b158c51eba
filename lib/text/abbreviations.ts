const opening = `(?:^|[\\s(\\["'“‘«„¿¡*_])`;
const closing = `\\.["'”’»)]*\\s*$`;
/** A full stop after these ends no sentence, whatever follows. */
const words = new RegExp(
  `${opening}(?:e\\.?g|i\\.?e|vs|cf|approx|incl|resp|viz|mr|mrs|ms|dr|prof|figs?|eds|al|ca|st|mt|gen|gov|sen|rev|hon|bzw|bspw|evtl|ggf|inkl|exkl|zzgl|vgl|sog|gem|lt|hrsg|hr|fr|frl|dipl|ing|mio|mrd|geb|gest|jh|jhd|mme|mlle|mm|av|env|ex|éd|sr|sra|srta|dra|ud|uds|aprox|ee|т|др|проф|ул|см)${closing}`,
  'iu',
);
/** Abbreviations of several parts with spaces between: `z. B.`, `d. h.`, `p. ej.`; the part that goes on. */
const parts = new RegExp(`${opening}(?:z|d|u|s|o|i|v|n|p|m|a|c|т|и)${closing}`, 'iu');
const lastParts = new RegExp(
  `${opening}(?:z\\.\\s*(?:b|t|zt)|d\\.\\s*(?:h|j)|u\\.\\s*(?:a|u|ä|v\\.\\s*m)|s\\.\\s*(?:o|u|a)|o\\.\\s*(?:ä|g|a)|i\\.\\s*(?:d|a|v|e)|i\\.\\s*d\\.\\s*r|[vn]\\.\\s*chr|p\\.\\s*(?:ej|ex|m)|m\\.\\s*e|a\\.\\s*[cdm]|d\\.\\s*c|т\\.\\s*[екдп])${closing}`,
  'iu',
);
const initials = new RegExp(`${opening}(?:\\p{Lu}\\.[\\s-]?)*\\p{Lu}${closing}`, 'u');
const dotted = new RegExp(`${opening}(?:\\p{L}\\.){2,}["'”’»)]*\\s*$`, 'u');
/** A full stop after these ends none where a number follows: `No. 5`, `p. 12`, `Jan. 3`, `Abs. 2`. */
const beforeNumber =
  /(?:^|[\s(["'“‘])(?:no|nos|nr|núm|p|pp|s|vol|sec|ch|chap|kap|art|abs|bd|aufl|pág|págs|tel|tab|abb|min|max|jan|feb|mar|apr|jun|jul|aug|sept?|oct|okt|nov|dec|dez|janv|févr|juil|déc|ene|abr|ago|dic)\.\s*$/iu;
/** Numbers that are read as ordinals: before a month, or after an article or a preposition of German. */
const ordinal = /(?:^|[\s(])\d{1,2}\.\s*$/;
const afterArticle =
  /(?:^|\s)(?:der|die|das|den|dem|des|am|im|vom|zum|zur|bis|ab|seit|jede[nrs]?|ein(?:e[nrsm]?)?|und|–|-)\s+\d{1,2}\.\s*$/iu;
const month =
  /^(?:jan|feb|mär|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec|jänner|feber|quartal|jahrhundert|kalenderwoche|klasse|tag)/iu;

/** Whether the full stop at the end of `tail` belongs to an abbreviation, an ordinal or initials before `next`. */
export function endsNoSentence(tail: string, next: string): boolean {
  if (words.test(tail) || lastParts.test(tail) || initials.test(tail) || dotted.test(tail)) return true;
  if (parts.test(tail) && /^\p{L}{1,3}\./u.test(next)) return true;
  if (beforeNumber.test(tail) && /^[\d§]/.test(next)) return true;
  return ordinal.test(tail) && (month.test(next) || (afterArticle.test(tail) && /^\p{Lu}/u.test(next)));
}
