/** What pictures are found and stored under: who looked at them. */
export const visionSourceId = 'zai-vision';
