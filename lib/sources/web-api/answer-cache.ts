/**
 * Keeps answers of a service for some minutes, so that jobs which ask the same soon after each other ask it once; the
 * newest up to a number of characters.
 */
export function createAnswerCache({
  now,
  keptMs = 600_000,
  maxCharacters = 4_000_000,
}: {
  now: () => number;
  keptMs?: number;
  maxCharacters?: number;
}) {
  const answers = new Map<string, { text: string; until: number }>();
  let characters = 0;

  function drop(asked: string): void {
    characters -= answers.get(asked)?.text.length ?? 0;
    answers.delete(asked);
  }

  return {
    get(asked: string): string | undefined {
      const answer = answers.get(asked);
      if (answer && answer.until > now()) return answer.text;
      drop(asked);
      return undefined;
    },
    set(asked: string, text: string): void {
      drop(asked);
      if (text.length > maxCharacters / 4) return;
      answers.set(asked, { text, until: now() + keptMs });
      characters += text.length;
      for (const [oldest] of answers) {
        if (characters <= maxCharacters) break;
        drop(oldest);
      }
    },
  };
}
