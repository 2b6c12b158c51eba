/**
 * What code can see is wrong with a claim: words of it that the source does not have, or has otherwise. `source` is
 * what stands there instead, null where nothing does.
 */
export type Fault = {
  kind: 'number' | 'date' | 'amount' | 'unit' | 'name' | 'negation' | 'quantifier' | 'opposite' | 'role';
  claim: string;
  source: string | null;
};
