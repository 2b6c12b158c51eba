const scheme = 'doc://';

/** What the addresses of uploaded files begin with; no folder is called so. */
export const uploadsName = 'uploads';

/** The address of a document in all sources: `doc://` and its path below its folder's name, percent-encoded. */
export function documentUrl(path: string): string {
  return scheme + path.split('/').map(encodeURIComponent).join('/');
}

/** The address of an uploaded file: its id tells it from others of the same name. */
export const uploadUrl = ({ id, name }: { id: string; name: string }): string =>
  documentUrl(`${uploadsName}/${id}/${name.replaceAll('/', '_')}`);

/** The path that `documentUrl` was given, such as `next/dist/docs/01-app/index.md`; undefined for other addresses. */
export function pathOfDocument(url: string): string | undefined {
  if (!url.startsWith(scheme)) return undefined;
  try {
    return url.slice(scheme.length).split('/').map(decodeURIComponent).join('/');
  } catch {
    return undefined;
  }
}
