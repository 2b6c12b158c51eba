import { Environment } from '@marcbachmann/cel-js';

/** A compiled CEL expression over `event` (the event that started the run) and, in waits and cancellations, `async`. */
export type Expression = {
  source: string;
  /** Evaluates it; throws when the event has not what the expression asks for. */
  evaluate(variables: { event: unknown; async?: unknown }): unknown;
  /** The type CEL could infer: `dyn` where it depends on the event. */
  type: string;
  /** For `event.a.b == async.a.b`, the path; lets a query find candidates by that value. */
  matchPath?: string[];
};

const overEvent = new Environment({ homogeneousAggregateLiterals: false }).registerVariable('event', 'map');
const overBoth = new Environment({ homogeneousAggregateLiterals: false })
  .registerVariable('event', 'map')
  .registerVariable('async', 'map');

/** Compiles an expression. Throws an Error that quotes the expression and says what is wrong with it. */
export function compileExpression(source: string, { withAsync = false } = {}): Expression {
  try {
    const parsed = (withAsync ? overBoth : overEvent).parse(source);
    const checked = parsed.check();
    if (!checked.valid) throw checked.error ?? new Error('it does not type-check');
    return {
      source,
      evaluate: (variables) => parsed(variables),
      type: String(checked.type),
      matchPath: /^event((?:\.\w+)+) == async\1$/.exec(source)?.[1]?.slice(1).split('.'),
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new Error(`The expression \`${source}\` is faulty: ${reason}`, { cause: error });
  }
}

/** Whether a condition holds; one that cannot be evaluated on this event does not. */
export function holds(
  expression: Expression | undefined,
  variables: { event: unknown; async?: unknown },
): boolean {
  if (!expression) return true;
  try {
    return expression.evaluate(variables) === true;
  } catch {
    return false;
  }
}
