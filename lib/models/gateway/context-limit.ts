/** The many wordings of servers that a prompt is longer than the model's context. */
const tooLong =
  /context[_ -]?(length|window|size|limit)|context the overflows|maximum (model|prompt) length|(prompt|input|request) (is )?too (long|large)|prompt contains \d+ tokens|input (length|token count)[^.]{0,40} exceeds|too many (input )?tokens|(inputs|tokens)`? [^.]{0,60}must be <=|longer than the maximum/i;

/** The same wordings where it is the wanted answer that is too long. */
const answerTooLong =
  /max_(completion_)?tokens['"`]? [^.]{0,40}(too large|at most|valid range|less than or equal)/i;

export const isContextExceeded = (words: string): boolean =>
  tooLong.test(words) && !answerTooLong.test(words);

const limits = [
  /n_ctx"?\s*[:=]\s*(\d+)/i,
  /(?:maximum|max|available) (?:model |prompt )?(?:context )?(?:length|size|window|limit)[^\d]{0,24}(\d[\d,_]*)/i,
  /context (?:length|window|size|limit)[^\d.]{0,24}(\d[\d,_]*)(?! tokens of)/i,
  /allowed \((\d+)\)/i,
  /tokens?\s*>\s*(\d+)/i,
  /must be <= (\d+)/i,
  /with (\d+) maximum context/i,
  /\bLimit (\d+)/,
];

/** How many tokens the model can read by the words of a refusal; undefined where they name no such number. */
export function readContextLimit(words: string): number | undefined {
  for (const limit of limits) {
    const tokens = Number(limit.exec(words)?.[1]?.replace(/[,_]/g, ''));
    if (tokens >= 128 && tokens <= 100_000_000) return tokens;
  }
  return undefined;
}
