import type { Unit } from '#lib/text/split-units.ts';

/** Headings of lists of links, which say nothing themselves. */
const linkHeading = new RegExp(
  `^(?:${[
    'related|related (?:links|pages|content|topics)|see also|learn more|next steps|further reading|additional resources',
    "resources|references|external links|what['’]s next|table of contents|on this page",
    'siehe auch|weblinks|weiterführende (?:links|literatur)|verwandte (?:themen|artikel)|nächste schritte|inhaltsverzeichnis',
    'einzelnachweise|voir aussi|articles connexes|liens externes|pour en savoir plus|prochaines étapes|table des matières',
    'références|véase también|enlaces externos|artículos relacionados|próximos pasos|referencias',
    '参见|参考资料|参考文献|相关(?:链接|文章|阅读|条目)|延伸阅读|外部(?:链接|连结)|目录|下一步',
    '関連(?:項目|記事|リンク)|外部リンク|脚注|参考文献|出典|目次|次のステップ',
    'انظر أيضا|انظر أيضًا|روابط خارجية|وصلات خارجية|المراجع|مراجع|مقالات ذات صلة',
    'इन्हें भी देखें|यह भी देखें|बाहरी कड़ियाँ|सन्दर्भ|संदर्भ',
  ].join('|')})[^\\p{L}]*$`,
  'iu',
);

/** Sentences that point elsewhere, talk about the page itself or to the reader of a tutorial. */
const pointer =
  /^\W*(?:\d+[.)]\s*)?(?:learn\b|see\b|(?:for|to) .{3,120}, (?:see|check out|refer to|read)\b|let['’]s|for more\b|check out|read more|next steps|note that this (?:guide|page)|in (?:this|the next|the following) (?:example|guide|section|step|page|tutorial|recipe)|try\b|head (?:back|over)|explore\b|view\b|you(?:['’]ll| will) (?:see|learn)|congratulations|notice\b|you should (?:now |then )?see|great\b|awesome|nice work|that['’]s it|now (?:that )?you)|\b(?:learn more about|refer to|see the .{1,60} (?:documentation|docs|reference|guide|page|section)|for (?:more|further) (?:information|details))\b/i;
/** The same in other languages, as such a sentence begins. */
const otherPointer = new RegExp(
  `^[^\\p{L}]*(?:${[
    '(?:siehe|mehr dazu|mehr erfahren|weiterlesen|weitere informationen|lesen sie)',
    "(?:voir|pour en savoir plus|en savoir plus|lire la suite|plus d[’']informations)",
    '(?:véase|ver más|leer más|más información|consulte)',
  ].join('|')})(?!\\p{L})|^[^\\p{L}]*(?:${[
    '参见|详见|参阅|更多信息|了解更多|点击|請參閱|请参阅|詳しくは|詳細は|続きを読む|こちら',
    'انظر |للمزيد|لمزيد|اقرأ أيضا|اقرأ أيضًا|اقرأ المزيد|अधिक जानकारी|और पढ़ें|यह भी देखें|विस्तार से जानने',
  ].join('|')})`,
  'iu',
);

const words = /[\p{L}\p{M}\p{N}_’'-]+/gu;
const caption =
  /^(?:\p{Lu}\p{L}+ (?:\p{Lu}|\d+)[.\-–]\d[\d.\-–]*|(?:Tab|Fig|List|Abb|Ilust|Cuad)\p{L}* \d+)\. [^.!?]*$/u;
const longestLabelWords = 3;
/** The number of another place and its title, as in a table of contents: "Section 7.25, “Delete Layer Mask”", "- 7.25. Delete Layer Mask"; manual pages by their names. */
const reference =
  /^(?:[-*+] )?\p{Lu}\p{L}+ (?:\p{Lu}|\d+)[.\-–]\d[\d.\-–]*,? [“"«„][^“"”»]{1,200}[”"»“][^\p{L}]*$|^(?:[-*+] )?(?:\S+ ){0,2}(?:[\w.@:+-]{1,60}\(\d\w{0,2}\)(?:,? |\.?$)){4,}$|^[-*+] (?:\d+\.){2,} \p{Lu}[^\n]*[^.\n]$/u;
/** Scripts without spaces: a sentence of them is one run of letters. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/gu;
const longestLabel = 8;
/** Whether a unit says nothing itself: signs without a letter, a stray label, a question to the reader, a pointer to another place. */
export function isPointer(
  { form, text }: Pick<Unit, 'form'> & { text: string },
  heading: readonly string[],
): boolean {
  if (linkHeading.test(heading.at(-1) ?? '') || !/[\p{L}\p{N}]/u.test(text)) return true;
  if (form === 'sentence' && (isLabel(text) || /[?？؟]$/.test(text))) return true;
  if (reference.test(text)) return true;
  if ((form !== 'sentence' && form !== 'item') || /[:：]$/.test(text.trimEnd())) return false;
  return pointer.test(text) || otherPointer.test(text);
}

/** What was a heading, a label or a caption in the page: a word or two, or a word with its number, and no full stop. */
function isLabel(text: string): boolean {
  if (caption.test(text)) return true;
  if (!/[\p{L}\p{M}\p{N}_]$/u.test(text)) return false;
  const count = text.match(words)?.length ?? 0;
  return count <= longestLabelWords && (text.match(unspaced)?.length ?? 0) <= longestLabel;
}
