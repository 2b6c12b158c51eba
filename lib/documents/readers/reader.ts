import type { CleanPage } from '../clean-page.ts';

/** A file as its reader gets it: whole, in part, or as text. */
export type FileToRead = {
  /** Its path or name, for what its ending and name say. */
  path: string;
  sizeBytes: number;
  /** What a server said that it is, parameters included; empty for files. */
  contentType: string;
  /** `length` bytes from `start`; fewer at the end. */
  part(start: number, length: number): Buffer;
  /** The whole, decoded. Throws `encoding` when it is no text, `too-large` when it is too much of it. */
  text(): string;
  /** Set after a parser took too long or too much: no parser is used. */
  asText: boolean;
};

/** A kind of file that can be read. A file is of the kind of its ending; one from the web, of its media type. */
export type Reader = {
  /** As people call it: "a PDF". */
  name: string;
  /** In lower case, without the dot. */
  endings: readonly string[];
  mediaTypes: readonly string[];
  /** Whether `asText` makes sense: its bytes are text that can be searched as it is. */
  isText: boolean;
  /** The page. Throws `unreadError`; whatever else it throws means that the file is damaged. */
  read(file: FileToRead): CleanPage | Promise<CleanPage>;
};
