/** Something that a tool answered. `uri` is where it is, when the answer says so; `text` is what it says itself. */
export type Finding = {
  uri: string | null;
  title: string;
  snippet: string;
  /** The page itself; empty where the answer only points at it. */
  text: string;
  /** A resource of the server, which can be asked for it. */
  isResource: boolean;
  /** By which the server knows it, where it says so. */
  id?: string;
  /** When it was published, as the answer writes it. */
  published?: string;
};
