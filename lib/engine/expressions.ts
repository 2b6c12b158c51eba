import { Environment } from '@marcbachmann/cel-js';

/** A compiled CEL expression over `event` (the event that started the run) and, in waits and cancellations, `async`. */
export type Expression = {
  source: string;
  /**
   * Its value; undefined where the event has not what it asks for. Where it cannot be evaluated for another reason (it
   * compares a text with a number), that is told to `onFault`, and the value is undefined too.
   */
  read(variables: Variables): unknown;
  /** Whether it is true; a value that is neither true nor false is told to `onFault`. */
  holds(variables: Variables): boolean;
  /** The type CEL could infer: `dyn` where it depends on the event. */
  type: string;
  /** For `event.a.b == async.a.b`, the path; lets a query find candidates by that value. */
  matchPath?: string[];
};

export type Variables = { event: { id?: string; name?: string }; async?: { id?: string; name?: string } };
/** Told of an expression that cannot be evaluated: a sentence that quotes it, and the event it was evaluated on. */
export type OnFault = (message: string, event: { id?: string; name?: string }) => void;

/** The event lacks what an expression asks for: no fault of the expression, and no match. */
const missing = ['no_such_key', 'index_out_of_bounds'];

const overEvent = new Environment({ homogeneousAggregateLiterals: false }).registerVariable('event', 'map');
const overBoth = new Environment({ homogeneousAggregateLiterals: false })
  .registerVariable('event', 'map')
  .registerVariable('async', 'map');

/** Compiles an expression. Throws an Error that quotes the expression and says what is wrong with it. */
export function compileExpression(
  source: string,
  { withAsync = false, onFault = () => {} }: { withAsync?: boolean; onFault?: OnFault } = {},
): Expression {
  const tell = (reason: string, { event, async }: Variables) =>
    onFault(faulty(source, reason), async ?? event);
  try {
    const parsed = (withAsync ? overBoth : overEvent).parse(source);
    const checked = parsed.check();
    if (!checked.valid) throw checked.error ?? new Error('it does not type-check');
    const read = (variables: Variables): unknown => {
      try {
        return parsed(variables);
      } catch (error) {
        if (!missing.includes((error as { code?: string }).code ?? '')) tell(firstLine(error), variables);
        return undefined;
      }
    };
    return {
      source,
      read,
      holds(variables) {
        const value = read(variables);
        if (value !== undefined && typeof value !== 'boolean')
          tell('it gives neither true nor false.', variables);
        return value === true;
      },
      type: String(checked.type),
      matchPath: /^event((?:\.\w+)+) == async\1$/.exec(source)?.[1]?.slice(1).split('.'),
    };
  } catch (error) {
    throw new Error(faulty(source, firstLine(error)), { cause: error });
  }
}

const faulty = (source: string, reason: string) => `The expression \`${source}\` is faulty: ${reason}`;
const firstLine = (error: unknown) =>
  (error instanceof Error ? error.message.split('\n')[0] : undefined) ?? String(error);
