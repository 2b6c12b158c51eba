import type { PageBlock } from './write-blocks.ts';

/** What marks a question in lists of questions and answers, in the languages that people ask in. */
const asks =
  /^(?:q(?:uestion)?|f(?:rage)?|p(?:regunta|ergunta)?|d(?:omanda)?|v(?:raag)?|вопрос|в|питання|问|問|質問|질문|سؤال|שאלה)\s*\d{0,3}\s*[:：]\s*(?=\S)/iu;
const answers =
  /^(?:a(?:nswer|ntwort)?|r(?:éponse|espuesta|esposta|isposta)?|ответ|о|відповідь|答|答え|回答|답변|답|جواب|תשובה)\s*\d{0,3}\s*[:：]\s*(?=\S)/iu;
const longestQuestion = 300;

/** Makes a heading of each question that is answered right below it, so that the answer is found and quoted under it. */
export function pairQuestions(blocks: readonly PageBlock[]): PageBlock[] {
  const paired: PageBlock[] = [];
  let depth = 0;
  let isAsked = false;
  for (const [at, block] of blocks.entries()) {
    const next = blocks[at + 1];
    if (block.kind === 'heading') depth = block.depth;
    const isPair =
      block.kind === 'paragraph' && isQuestion(block.words) && next !== undefined && isAnswer(next);
    if (isPair) {
      paired.push({ kind: 'heading', depth: Math.min(6, depth + 1), words: block.words.replace(asks, '') });
    } else if (block.kind === 'paragraph' && isAsked) {
      paired.push({ ...block, words: block.words.replace(answers, '') });
    } else paired.push(block);
    isAsked = isPair;
  }
  return paired;
}

const isQuestion = (words: string) =>
  words.length <= longestQuestion && asks.test(words) && /[?？؟か]\s*$/u.test(words);

const isAnswer = (block: PageBlock) =>
  block.kind !== 'heading' && (block.kind !== 'paragraph' || !isQuestion(block.words));
