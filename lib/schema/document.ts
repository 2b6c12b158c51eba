import { z } from 'zod';
import { FileAccount, FileReason } from './file-account.ts';

/** How large an uploaded file may be. */
export const largestUpload = 32 * 2 ** 20;
/** UTF-16 units that its name may have. */
export const longestUploadName = 500;

/** A file that the caller uploaded. `document_id` is what a job names it by; times are ISO 8601. */
export const UploadedDocument = z.object({
  document_id: z.string(),
  name: z.string(),
  size_bytes: z.number().int(),
  /** `waiting`: it is still to be read, and cannot be found before. */
  state: z.enum(['waiting', 'read', 'unread']),
  /** Why it is not read; null where it is, or is still to be. */
  reason: FileReason.nullable(),
  /** What a citation of it names. */
  url: z.string(),
  created_at: z.string(),
});
export type UploadedDocument = z.infer<typeof UploadedDocument>;

/** What became of the files of the documents folders. */
export const FolderFiles = z.object({
  /** The names of the folders. */
  folders: z.array(z.string()),
  files: FileAccount,
  /** When they were last looked at; null before the first time. */
  looked_at: z.string().nullable(),
  /** Why they could not be read the last time; null when they could. */
  failure: z.string().nullable(),
});
export type FolderFiles = z.infer<typeof FolderFiles>;

/** `GET /api/v1/documents`: what the caller uploaded, the latest first, and the files of the folders. */
export const DocumentList = FolderFiles.extend({ data: z.array(UploadedDocument) });
export type DocumentList = z.infer<typeof DocumentList>;
