import { createScreen, type Output } from '../../cli/terminal/screen.ts';

/**
 * A terminal of so many columns that keeps what it shows: lines, with `\r` and "erase the line" obeyed and colours left
 * out. stdout and stderr are the same terminal unless one of them is told to be a pipe; for tests.
 */
export function createTestTerminal({ columns = 80, stdoutIsPipe = false, stderrIsPipe = false } = {}) {
  let lines = [''];
  let piped = '';
  const type = (text: string) => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these steer a terminal
    for (const [token] of text.matchAll(/\x1b\[[\d;]*[a-zA-Z]|[\s\S]/g)) {
      const last = lines.at(-1) ?? '';
      if (token === '\n') lines.push('');
      else if (token === '\r' || token === '\x1b[2K') lines = [...lines.slice(0, -1), ''];
      else if (!token.startsWith('\x1b')) lines = [...lines.slice(0, -1), last + token];
    }
  };
  const output = (isPipe: boolean): Output => ({
    isTTY: !isPipe,
    columns,
    hasColors: () => true,
    write: (text) => {
      if (isPipe) piped += text;
      else type(text);
    },
    on: () => undefined,
  });
  const outputs = { stdout: output(stdoutIsPipe), stderr: output(stderrIsPipe) };
  return {
    ...outputs,
    screen: createScreen(outputs),
    /** What stands on it. */
    shown: () => lines.join('\n'),
    lastLine: () => lines.at(-1) ?? '',
    /** What went into a pipe instead. */
    piped: () => piped,
  };
}
