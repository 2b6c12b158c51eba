export { createVision, type Vision, visionSourceId } from './create-vision.ts';
export { locatePicture, namePicture, readPicture } from './read-picture.ts';
