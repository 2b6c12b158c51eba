import { v4 } from 'uuid';

/** A random id. The browser's own `randomUUID` is missing where the page comes over plain http under a name. */
export const newId = (): string => v4();
