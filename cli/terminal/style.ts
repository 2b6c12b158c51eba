const codes = { bold: 1, dim: 2, italic: 3, red: 31, green: 32, yellow: 33, cyan: 36 } as const;

export type Style = keyof typeof codes;
export type Paint = (style: Style, text: string) => string;

/** Paints text for a terminal; without colour it returns the text as it is. */
export function createPaint(hasColor: boolean): Paint {
  return (style, text) => (hasColor && text ? openStyle([style]) + text + closeStyle : text);
}

export const openStyle = (styles: readonly Style[]): string =>
  styles.length === 0 ? '' : `\x1b[${styles.map((style) => codes[style]).join(';')}m`;

export const closeStyle = '\x1b[0m';
