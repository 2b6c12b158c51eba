import { createEngine, type Engine, type EngineOptions, isEngineError } from '#lib/engine/index.ts';
import { AppError } from '#lib/errors.ts';

/** The engine as the product has it: what it refuses is an AppError of the same code, with the same words. */
export function createEmbeddedEngine(options: EngineOptions): Engine {
  const engine = asAppError(() => createEngine(options));
  return { ...engine, start: () => engine.start().catch((error) => Promise.reject(toAppError(error))) };
}

function asAppError<Result>(make: () => Result): Result {
  try {
    return make();
  } catch (error) {
    throw toAppError(error);
  }
}

function toAppError(thrown: unknown): unknown {
  return isEngineError(thrown) ? new AppError(thrown.code, thrown.message, { cause: thrown.cause }) : thrown;
}
