export { createVision, type Vision } from './create-vision.ts';
export { locatePicture, namePicture, readPicture } from './read-picture.ts';
export { visionSourceId } from './vision-source-id.ts';
