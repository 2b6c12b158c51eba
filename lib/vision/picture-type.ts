/** What a picture can be: what the vision server knows by the file's ending. */
export type PictureType = 'png' | 'jpg';

/** Tells a PNG or JPEG by its first bytes, whatever it is called; undefined for everything else. */
export function pictureType(bytes: Buffer): PictureType | undefined {
  if (bytes.subarray(0, 8).equals(pngSignature)) return 'png';
  if (bytes.subarray(0, 3).equals(jpegStart)) return 'jpg';
  return undefined;
}

const pngSignature = Buffer.from('89504e470d0a1a0a', 'hex');
const jpegStart = Buffer.from('ffd8ff', 'hex');
