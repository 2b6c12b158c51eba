import type { SourceList } from '#lib/schema/source.ts';
import type { Draft } from './draft.ts';

/** What the fields of every job type are given. */
export type FieldsProps = {
  draft: Draft;
  onChange: (change: Partial<Draft>) => void;
  /** The sources that a research job can ask here. */
  sources: SourceList['data'];
  /** The id of what says why the form was refused, if it was. */
  errorId: string | undefined;
};
