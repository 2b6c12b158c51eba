import { longDays, type WebLanguage } from '../web-language.ts';

export const hi: WebLanguage = {
  code: 'hi',
  says: {
    tank: ['{S} की टंकी में {n} {u} पानी आता है।', '{S} में {n} {u} की टंकी है।'],
    price: ['{S} की कीमत {n} यूरो है।', '{S} {n} यूरो में मिलता है।'],
    release: ['{S} {d} को बाज़ार में आया।', '{d} को {S} बाज़ार में आया।'],
    designer: ['{S} को {who} ने बनाया है।', '{who} ने {S} को बनाया है।'],
  },
  asks: {
    tank: '{S} की टंकी में कितने लीटर पानी आता है?',
    price: '{S} की कीमत कितनी है?',
    release: '{S} बाज़ार में कब आया?',
    designer: '{S} को किसने बनाया है?',
  },
  liters: ['लीटर', 'गैलन'],
  kilometres: ['किलोमीटर', 'मील'],
  day: longDays('hi-IN-u-nu-latn'),
  plausible: ['{S} छोटे खेतों में लोकप्रिय है।'],
  and: null,
};
