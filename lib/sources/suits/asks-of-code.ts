/** What only code has: names in its forms, calls, flags, files with an ending of code, codes of errors. */
const forms = [
  /`[^`\n]+`/,
  /[\p{Ll}\d]\p{Lu}\p{Ll}/u,
  /\b[a-z][a-z0-9]*_[a-z0-9_]+\b/,
  /\b\w+(?:::|->|=>)\w+|\b\w+\(\)|\b\w+\.\w+\(/,
  /(?:^|\s)--?[a-z][a-z-]+\b/,
  /\b[\w-]+\.(?:c|cc|cpp|cs|css|go|h|html|java|js|json|jsx|kt|lock|lua|md|mjs|php|py|rb|rs|sh|sql|swift|toml|ts|tsx|vue|ya?ml|xml)\b/i,
  /\b(?:E[A-Z]{4,}|0x[0-9a-f]{4,}|[A-Z]{1,4}\d{4,5}|HTTP [45]\d\d)\b/,
  /(?:^|[\s(@])@?[a-z][\w-]*\/[a-z][\w.-]*(?=$|[\s)?.,])/,
];

/** What is spoken of in questions on software, in nine languages. */
const words =
  /(?<![\p{L}\p{N}])(?:api|apis|sdk|cli|gui|regex|json|yaml|sql|https?|url|urls|npm|pip|docker|kubernetes|linux|unix|git|github|gitlab|open[ -]source|code|coding|compil\w*|debug\w*|software\w*|programm(?:ing|ieren|ierung|iersprache\w*|ation|e informatique)|frameworks?|librar(?:y|ies)|databases?|servers?|backend|frontend|middleware|deploy\w*|runtime|refactor\w*|stack ?trace|exceptions?|null ?pointer|segfault|bug|bugs|repositor(?:y|ies)|repos?|package manager|datenbank\w*|bibliothek für|quellcode|fehlermeldung|logiciel\w*|base de données|bibliothèque logicielle|programación|biblioteca de|base de datos|código|программ\w*|библиотек\w*|база данных|код|сервер\w*|ошибка компиляции)(?![\p{L}\p{N}])|编程|代码|数据库|函数|服务器|开源|報錯|プログラミング|コード|データベース|ライブラリ|サーバー|برمجة|قاعدة بيانات|مكتبة برمجية|प्रोग्रामिंग|कोड|डेटाबेस/iu;

/** Says whether a question is about software: by how code is written, or by what is spoken of. */
export const asksOfCode = (question: string): boolean =>
  forms.some((form) => form.test(question)) || words.test(question);
