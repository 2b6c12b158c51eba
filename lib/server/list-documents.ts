import { accountFiles, joinAccounts } from '#lib/documents/account-files.ts';
import { uploadUrl } from '#lib/documents/document-url.ts';
import type { DocumentList, FolderFiles, UploadedDocument } from '#lib/schema/document.ts';
import { type FileAccount, FileReason } from '#lib/schema/file-account.ts';
import { runtime } from './runtime.ts';

/** What a user uploaded, the latest first, and what became of the files of the folders. */
export async function listDocuments(userId: string): Promise<DocumentList> {
  const uploads = await runtime().db.upload.findMany({
    where: { userId },
    orderBy: { id: 'desc' },
    include: { documents: { select: { url: true, unread: true } } },
  });
  return { data: uploads.map(toDocument), ...folderFiles() };
}

/** What became of the files of the folders, by the last look at them. */
export function folderFiles(): FolderFiles {
  const { documents, documentFolders } = runtime();
  const { files, lookedAt, failure } = documents.status();
  return {
    folders: documentFolders.map(({ name }) => name),
    files,
    looked_at: lookedAt?.toISOString() ?? null,
    failure,
  };
}

/** What became of the own documents that a job may ask: its user's uploads and the folders, or the uploads that it names. */
export async function accountOwnFiles({
  userId,
  uploads,
}: {
  userId: string;
  uploads?: readonly string[] | undefined;
}): Promise<FileAccount> {
  const rows = await runtime().db.upload.findMany({
    where: { userId, ...(uploads && { id: { in: [...uploads] } }) },
    include: { documents: { select: { url: true, unread: true } } },
  });
  const own = rows.map(toDocument);
  const aside = own.flatMap(({ reason, name }) => (reason ? [{ reason, name }] : []));
  const inState = (state: UploadedDocument['state']) => own.filter((each) => each.state === state).length;
  const account = accountFiles(aside, { read: inState('read'), waiting: inState('waiting') });
  return uploads ? account : joinAccounts(runtime().documents.status().files, account);
}

/** An upload as clients see it, by what was made of it. */
export function toDocument(upload: {
  id: string;
  name: string;
  sizeBytes: number;
  createdAt: Date;
  documents: readonly { url: string; unread: string | null }[];
}): UploadedDocument {
  const url = uploadUrl(upload);
  const made = upload.documents.find((document) => document.url === url);
  const state = made ? (made.unread === null ? 'read' : 'unread') : 'waiting';
  return {
    document_id: upload.id,
    name: upload.name,
    size_bytes: upload.sizeBytes,
    state,
    reason: FileReason.nullable().parse(made?.unread ?? null),
    url,
    created_at: upload.createdAt.toISOString(),
  };
}
