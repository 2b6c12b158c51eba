import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/**
 * Starts a program of this folder in a process of its own, which tells what it has to say as messages; it ends with the
 * bench. `next` waits for the next message, and throws when the program ends instead.
 */
export function startProgram(file: string, argument: string) {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, file), argument], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const gone = once(child, 'exit');
  return {
    child,
    async next<Message extends object>(): Promise<Message> {
      const [message] = (await Promise.race([once(child, 'message'), gone])) as [unknown];
      if (message === null || typeof message !== 'object') throw new Error('the app of the bench ended');
      return message as Message;
    },
    async stop(): Promise<void> {
      child.kill();
      await gone;
    },
  };
}
