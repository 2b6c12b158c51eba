/** What people call scholarship and its results, in nine languages. */
const words =
  /(?<![\p{L}\p{N}])(?:stud(?:y|ies)|papers?|preprints?|publications?|journals?|peer[- ]review(?:ed)?|meta[- ]?analys[ei]s|systematic reviews?|literature|clinical|trials?|cohorts?|placebo|randomi[sz]ed|evidence (?:for|of|on|that)|scientific|scientists?|researchers?|research (?:on|into|shows?|says?|about|finds?|found)|theorems?|conjectures?|hypothes[ei]s|doi|arxiv|pubmed|citations?|cited|Studien?|Forschung\w*|wissenschaftlich\w*|Metaanalyse\w*|Fachartikel|études?|recherches? scientifiques?|chercheurs?|méta-analyse|essais? cliniques?|estudios?|investigaci[oó]n|investigaciones|científic[oa]s?|metaanálisis|ensayos? clínicos?|исследовани\p{L}*|учёны\p{L}*|научн\p{L}*|метаанализ\p{L}*|دراسات|دراسة|بحث علمي|शोध|अध्ययन)(?![\p{L}\p{N}])|研究|论文|論文|文献|临床|臨床|メタ分析/iu;

/** Says whether a question asks for what was found in studies, by what it calls them. */
export const asksOfStudies = (question: string): boolean => words.test(question);
