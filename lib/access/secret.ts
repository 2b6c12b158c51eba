import { createHash, randomBytes } from 'node:crypto';

/** How the secret of a key begins, so that one that lies in the wrong place is known for what it is. */
export const keyMark = 'iur_';
const shownCharacters = 6;

/** A new secret of 256 random bits. */
export const makeSecret = (mark = ''): string => `${mark}${randomBytes(32).toString('base64url')}`;

/**
 * What is stored of a secret: its SHA-256 (hex). A secret is random and long, so that nobody can guess one from its
 * hash, and a lookup by the hash takes the same time whatever a wrong one has in common with a right one.
 */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** How a key's secret begins: enough to tell one's keys apart, and no help to guess the rest. */
export const prefixOf = (secret: string): string => secret.slice(0, keyMark.length + shownCharacters);
