/** The words of a question without the signs around them. */
export const bareWords = (question: string): string[] =>
  question.split(/\s+/).map((word) => word.replace(/^[("'“]+|[)"'”?!,;:.]+$/g, ''));
