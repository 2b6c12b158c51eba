import type { IconName } from '#components/ui/icon.tsx';
import type { JobType } from '#lib/schema/job.ts';
import type { FieldsProps } from './fields-props.ts';
import { JudgeFields } from './judge-fields.tsx';
import { ResearchFields } from './research-fields.tsx';
import { StreamFields } from './stream-fields.tsx';

export type JobForm = {
  word: string;
  icon: IconName;
  title: string;
  submit: string;
  Fields: (props: FieldsProps) => React.ReactNode;
};

/** The form of each job type: what it is called, its fields, what its button says. */
export const forms: Record<JobType, JobForm> = {
  research: {
    word: 'Research',
    icon: 'search',
    title: 'New question',
    submit: 'Start research',
    Fields: ResearchFields,
  },
  stream: {
    word: 'Stream',
    icon: 'pen',
    title: 'New prompt',
    submit: 'Write the answer',
    Fields: StreamFields,
  },
  judge: {
    word: 'Judge',
    icon: 'scale',
    title: 'New judgment',
    submit: 'Judge the text',
    Fields: JudgeFields,
  },
};
