/** Where in a program an error came from, line by line, as Python, JavaScript, Java and C# tell it. */
const frame =
  /^[ \t]*(?:Traceback \(most recent call last\):|File "[^"\n]{0,300}", line \d+[^\n]*(?:\n[ \t]+[^\n]*)?|at [^\n]{0,300}(?:\([^()\n]*\)|:\d+(?::\d+)?| in [^\n]*)|\.{3} \d+ (?:more|common frames omitted)|[ \t~]*\^[\^~ \t]*)[ \t]*(?:\n|$)/gm;
const fence = /^[ \t]*(?:```|~~~)[\w-]*[ \t]*$/gm;
/** A line that begins like a question ends what stands above it, as an empty line does. */
const unended =
  /([^\s.?!:;,。？！])[ \t]*\n(?=\s*\n|[ \t*_>#]*(?:how|what|why|which|where|when|who|is|are|can|could|does|do|should|wie|was|warum|wieso|welche[rs]?|comment|pourquoi|quel(?:le)?s?|cómo|qué|por qué|cuál)(?!\p{L}))/giu;

/** What somebody pasted in as one reads it: without the frames of a stack trace, its lines parted from the question below. */
export const readPasted = (text: string): string =>
  text.includes('\n') ? text.replace(frame, '').replace(fence, '').replace(unended, '$1.\n') : text;
