import { z } from 'zod';

const visible = /[^\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Whether a text has letters, signs or pictures; not spaces, marks of direction, joiners and fillers alone. */
export const isVisible = (text: string): boolean => visible.test(text);

/** Text without space around it that has something in it to see, and what is said where it has not. */
export const visibleText = (message: string) => z.string().trim().refine(isVisible, message);
