export { createEngine, type Engine, type EngineOptions } from './engine.ts';
export { EngineError, type EngineErrorCode, isEngineError } from './errors.ts';
export type { Log } from './log.ts';
