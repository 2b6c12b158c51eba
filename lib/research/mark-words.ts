/** Words that models put before the number of a quote, in lower case. */
export const quoteLabels = [
  ...['quotes', 'quote', 'sources', 'source', 'citations', 'citation', 'references', 'reference', 'refs'],
  ...['ref', 'cite', 'note', 'evidence', 'zitate', 'zitat', 'quellen', 'quelle', 'beleg', 'belege'],
  ...['réf', 'extraits', 'extrait', 'citas', 'cita', 'fuentes', 'fuente', 'fonte', 'fonti'],
  ...['引用', '引文', '来源', '來源', '出典', '出处', '資料', '资料', '证据', '인용', '출처'],
  ...['اقتباس', 'مصدر', 'المصدر', 'المصادر', 'مرجع', 'उद्धरण', 'स्रोत', 'संदर्भ', 'цитата', 'источник'],
];

/** What stands between two numbers beside punctuation. */
export const andWords = [
  ...['and', 'und', 'et', 'y', 'e', 'or', 'и', '和', '及', '与', '與', '、', 'と', '및', 'و', 'और', 'तथा'],
];

/** What stands between the ends of a range beside a dash. */
export const toWords = ['to', 'through', 'bis', 'à', 'a', 'al', '至', '到', 'から', '〜', 'إلى', 'से'];

/** Headings of a list of sources, in lower case. */
export const sourceHeadings = [
  ...[
    'sources',
    'source',
    'references',
    'reference',
    'citations',
    'works cited',
    'bibliography',
    'footnotes',
  ],
  ...['notes', 'quotes', 'sources cited', 'sources used', 'list of sources', 'source list', 'cited sources'],
  ...[
    'quellen',
    'quellenangaben',
    'quellenverzeichnis',
    'einzelnachweise',
    'referenzen',
    'nachweise',
    'belege',
  ],
  ...[
    'literatur',
    'literaturverzeichnis',
    'fußnoten',
    'zitate',
    'références',
    'bibliographie',
    'notes et sources',
  ],
  ...[
    'fuentes',
    'referencias',
    'bibliografía',
    'citas',
    'notas',
    'fontes',
    'referências',
    'fonti',
    'riferimenti',
  ],
  ...[
    '来源',
    '來源',
    '参考来源',
    '参考资料',
    '参考文献',
    '引用来源',
    '引用',
    '資料來源',
    '资料来源',
    '信息来源',
    '引文',
  ],
  ...['出典', '参考', '参照', '引用元', '情報源', '출처', '참고문헌', '참고 자료'],
  ...['المصادر', 'المراجع', 'مصادر', 'مراجع', 'الاقتباسات', 'स्रोत', 'संदर्भ', 'सन्दर्भ', 'источники', 'ссылки'],
];

/** Words after which `[1, 5]` is an interval and `(Q3)` a quarter. */
export const notMarksAfter = {
  interval:
    /(?:range|ranges|interval|intervals|bereich|intervall|intervalle|plage|intervalo|rango|区间|區間|范围|範圍|範囲|区間)\s*$/iu,
  quarter: /(?:quarters?|quartals?|trimestres?|季度|季|四半期|الربع|तिमाही)\s*$/iu,
};

/** How a preamble begins, in lower case; it is one only if it goes on as `preamble` says. */
export const preambleOpenings = [
  ...[
    'sure',
    'certainly',
    'of course',
    'absolutely',
    'okay',
    'ok,',
    'ok!',
    'great question',
    'here is',
    "here's",
  ],
  ...['here’s', 'here are', 'below is', 'the following is', 'based on the quotes', 'based on the provided'],
  ...[
    'based on your',
    'i have written',
    "i've written",
    'i’ve written',
    'gerne',
    'natürlich',
    'selbstverständlich',
  ],
  ...[
    'klar',
    'hier ist',
    'hier der',
    'hier die',
    'im folgenden',
    'bien sûr',
    'voici',
    'certainement',
    'avec plaisir',
  ],
  ...['claro', 'por supuesto', 'aquí está', 'aquí tiene', 'aquí tienes', 'a continuación'],
  ...[
    '好的',
    '当然',
    '當然',
    '以下是',
    '这是',
    '這是',
    'はい',
    '承知',
    'もちろん',
    '以下は',
    '以下に',
    'かしこまり',
  ],
  ...[
    'بالتأكيد',
    'بالطبع',
    'إليك',
    'فيما يلي',
    'ज़रूर',
    'जरूर',
    'बिल्कुल',
    'निश्चित',
    'यहाँ',
    'यहां',
    'यह रही',
    'यह रहा',
  ],
];

const opener =
  'sure(?: thing)?|certainly|of course|absolutely|okay|ok|great question|gerne|natürlich|selbstverständlich|klar|bien sûr|certainement|avec plaisir|claro(?: que sí)?|por supuesto|好的|当然(?:可以)?|當然(?:可以)?|はい|承知(?:いた)?しました|もちろん(?:です)?|かしこまりました|بالتأكيد|بالطبع|ज़रूर|जरूर|बिल्कुल|निश्चित रूप से';
const writing =
  'report|answer|summary|section|overview|analysis|response|draft|text|comparison|write-?up|bericht|antwort|zusammenfassung|abschnitt|überblick|übersicht|analyse|vergleich|rapport|réponse|résumé|synthèse|informe|respuesta|resumen|sección|análisis|报告|報告|回答|答案|总结|總結|摘要|分析|章节|レポート|報告書|要約|まとめ|التقرير|تقرير|الإجابة|إجابة|ملخص|रिपोर्ट|उत्तर|सारांश|जवाब';
const pointing =
  "here(?: is|['’]s| are)|below is|the following is|i(?:['’]ve| have) written|based on (?:the|your) (?:quotes|provided|sources|evidence)|hier (?:ist|der|die|sind)|im folgenden|voici|aquí (?:está|tienes?)|a continuación|以下是|这是|這是|以下[はに]|إليك|فيما يلي|यहाँ|यहां|यह रह[ीा]";

/** A politeness before the answer, with nothing of the answer in it. */
export const politeness = new RegExp(`^(?:${opener})[!.:。！।]+(?:\\s+|(?<=[。！।]))`, 'iu');
/** A line that only says that the report follows. */
export const announcement = new RegExp(
  `^(?:(?:${opener})[!,.:。！，、।،\\s]*)?(?:${pointing})(?=[^\\n]{0,160}(?:${writing}))[^\\n.!?。！？]{0,200}[:.!：。！।]?\\**\\s*$`,
  'iu',
);

/** How a line begins that only says goodbye, in lower case. */
export const closingOpenings = [
  ...[
    'let me know',
    'i hope',
    'hope this helps',
    'feel free',
    'if you have any',
    'if you need',
    'if you would like',
  ],
  ...[
    "if you'd like",
    'if you’d like',
    'would you like',
    'please let me know',
    'do you want me',
    'is there anything',
  ],
  ...[
    'happy to',
    'ich hoffe',
    'wenn sie weitere',
    'wenn du weitere',
    'falls sie',
    'falls du',
    'lassen sie mich',
  ],
  ...[
    'lass mich',
    'gerne kann ich',
    "n'hésitez pas",
    'n’hésitez pas',
    "j'espère",
    'j’espère',
    'si vous avez',
  ],
  ...[
    'si vous souhaitez',
    'espero que',
    'si tienes',
    'si tiene',
    'si necesitas',
    'si desea',
    'no dudes',
    'no dude',
  ],
  ...['希望这', '希望這', '希望以上', '如果您', '如果你', '如有', '如您', '请随时', '請隨時', '以上'],
  ...[
    'ご不明',
    'ご質問',
    'お役に立て',
    '他に',
    'آمل',
    'أتمنى',
    'إذا كان لديك',
    'لا تتردد',
    'هل تريد',
    'هل ترغب',
  ],
  ...['आशा', 'मुझे उम्मीद', 'उम्मीद', 'यदि आप', 'अगर आप', 'क्या आप', 'कृपया मुझे'],
];

/** What makes such a line one, and not a sentence of the report: it speaks of the talk, not of the subject. */
export const closing =
  /let me know|feel free|hope (?:this|that|it)[^.]{0,40}help|(?:more|further|any|other|additional) (?:questions?|details?|information)|would you like (?:me|to)|do you want me|anything else|happy to|if you(?:['’]d| would) like me|hilft|hoffe|weitere fragen|rückfragen|wissen\b.*\b(?:wenn|falls|ob)|gerne|n['’]hésitez|j['’]espère|d['’]autres questions|souhaitez que je|espero que[^.]{0,40}(?:ayud|útil|sirv)|más preguntas|otra pregunta|no dud|希望(?:这|這|以上|对|對)|(?:问题|問題|需要).{0,20}(?:随时|隨時|告诉|告訴|提问|联系)|请随时|請隨時|ご不明|ご質問|お役に立て|お知らせください|آمل|أتمنى أن|(?:أسئلة|سؤال)|لا تتردد|هل (?:تريد|ترغب)|आशा (?:है|करता|करती)|उम्मीद|(?:प्रश्न|सवाल)|बताएं|बताएँ/iu;
