import { z } from 'zod';
import { Degraded } from '#lib/schema/degraded.ts';
import { LocalModels } from '#lib/schema/model-states.ts';
import { Problem } from '#lib/schema/problem.ts';

/** What readyz tells; a newer product may tell more. */
export const Readiness = z.looseObject({
  status: z.literal('ready'),
  degraded: z.array(Degraded).optional().catch(undefined),
  documents: z.number().optional(),
  engine: z.string().optional(),
  local_models: z.array(LocalModels).optional().catch(undefined),
});
export type Readiness = z.infer<typeof Readiness>;

export type Probe =
  | { state: 'ready'; readiness: Readiness }
  /** It runs and cannot work yet, or not any more. */
  | { state: 'not ready'; code: string; detail: string }
  /** Something answers that is not this product. */
  | { state: 'foreign'; detail: string }
  | { state: 'absent' };

const probeTimeoutMs = 5000;

/** Asks once whether the product answers at an address and can do its work; throws only when `signal` aborts. */
export async function probe(baseUrl: string, signal: AbortSignal): Promise<Probe> {
  let response: Response;
  try {
    response = await fetch(`${baseUrl}/api/readyz`, {
      headers: { accept: 'application/json' },
      signal: AbortSignal.any([signal, AbortSignal.timeout(probeTimeoutMs)]),
    });
  } catch (error) {
    signal.throwIfAborted();
    if ((error as Error).name !== 'TimeoutError') return { state: 'absent' };
    return { state: 'not ready', code: 'timeout', detail: 'It does not answer within 5 seconds.' };
  }
  const body: unknown = await response.json().catch(() => undefined);
  const readiness = Readiness.safeParse(body);
  if (response.ok && readiness.success) return { state: 'ready', readiness: readiness.data };
  const problem = Problem.safeParse(body);
  if (problem.success) return { state: 'not ready', code: problem.data.code, detail: problem.data.detail };
  return { state: 'foreign', detail: `readyz answered ${response.status} in another form` };
}
