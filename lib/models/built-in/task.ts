import type { z } from 'zod';

/** One thing that the built-in model can do: the input that a call carries and the text it answers with. */
export type Task = { name: string; answer(input: unknown): string };

/** Declares a task; its input is parsed where it enters and a faulty one throws the ZodError. */
export function defineTask<Input extends z.ZodType>(task: {
  name: string;
  input: Input;
  answer(input: z.output<Input>): string;
}): Task {
  return { name: task.name, answer: (input) => task.answer(task.input.parse(input)) };
}
