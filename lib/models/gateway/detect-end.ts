/** `finished`: the model said why it stopped; `done`: the server said that nothing follows. */
export type End = 'open' | 'finished' | 'done';

/** Tells from the bytes of a stream of chat completion events, as they pass, whether the answer is whole. */
export function createEndDetector() {
  const decoder = new TextDecoder();
  let line = '';
  let end: End = 'open';

  const look = (text: string) => {
    if (/^data:\s*\[DONE\]\s*$/.test(text)) {
      if (end === 'finished') end = 'done';
    } else if (text.includes('"finish_reason"') && namesFinish(text)) end = 'finished';
  };
  return {
    state: (): End => end,
    push(bytes: Uint8Array): void {
      const lines = (line + decoder.decode(bytes, { stream: true })).split(/\r\n|\n|\r/);
      line = lines.pop() ?? '';
      for (const text of lines) look(text);
    },
  };
}

function namesFinish(line: string): boolean {
  try {
    const { choices } = JSON.parse(line.replace(/^data:/, '')) as { choices?: { finish_reason?: unknown }[] };
    return choices?.some(({ finish_reason }) => typeof finish_reason === 'string') ?? false;
  } catch {
    return false;
  }
}
