import { z } from 'zod';

/**
 * A list of which those members count that have the form; what is odd about one costs only itself. A list that has
 * members and none of the form is not what was expected.
 */
export function each<T>(form: z.ZodType<T>) {
  return z.array(z.unknown()).transform((list, context): T[] => {
    const known = list.flatMap((member) => {
      const parsed = form.safeParse(member);
      return parsed.success ? [parsed.data] : [];
    });
    if (known.length > 0 || list.length === 0) return known;
    context.addIssue('no member of this list has the expected form');
    return z.NEVER;
  });
}
