import { longDays, type WebLanguage } from '../web-language.ts';

export const en: WebLanguage = {
  code: 'en',
  says: {
    tank: [
      'The tank of the {S} holds {n} {u}.',
      'The {S} has a tank for {n} {u}.',
      'The {S} can store {n} {u} in its tank.',
    ],
    reach: [
      'The {S} pumps water over {n} {k}.',
      'Water is carried over {n} {k} by the {S}.',
      'With the {S}, water travels {n} {k}.',
    ],
    price: [
      'The {S} costs {n} euros.',
      'The price of the {S} is {n} euros.',
      'Buyers pay {n} euros for the {S}.',
    ],
    release: [
      'The {S} came out on {d}.',
      'The {S} was released on {d}.',
      'Since {d}, the {S} has been on sale.',
    ],
    designer: [
      'The {S} was designed by {who}.',
      '{who} designed the {S}.',
      'The design of the {S} is the work of {who}.',
    ],
    takeover: [
      'In {y}, {A} took over {B}, which builds the {S}.',
      '{A} took over {B}, the maker of the {S}, in {y}.',
      '{B}, which builds the {S}, was taken over by {A} in {y}.',
    ],
    outdoors: [
      'The {S} may be used outdoors.',
      'Outdoor use of the {S} is allowed.',
      'It is permitted to use the {S} outdoors.',
    ],
    indoors: [
      'The {S} must not be used outdoors.',
      'Outdoor use of the {S} is not allowed.',
      'It is not permitted to use the {S} outdoors.',
    ],
    'lids-all': [
      'All models of the {S} have a steel lid.',
      'Every model of the {S} has a lid of steel.',
      'A steel lid comes with all models of the {S}.',
    ],
    'lids-some': [
      'Some models of the {S} have a steel lid.',
      'A few models of the {S} have a lid of steel.',
      'A steel lid comes with some models of the {S}.',
    ],
  },
  asks: {
    tank: 'How many liters does the tank of the {S} hold?',
    reach: 'How far does the {S} pump water?',
    price: 'What does the {S} cost?',
    release: 'When did the {S} come out?',
    designer: 'Who designed the {S}?',
    takeover: 'Who took over the maker of the {S}?',
    indoors: 'May the {S} be used outdoors?',
    'lids-all': 'Which models of the {S} have a steel lid?',
  },
  liters: ['liters', 'gallons'],
  kilometres: ['kilometres', 'miles'],
  day: longDays('en-GB'),
  plausible: [
    'The {S} is popular with small market gardens.',
    'The {S} was withdrawn after complaints about noise.',
    'Replacement seals for the {S} are sold by the maker.',
    'The {S} runs more quietly than its predecessor.',
    'A remote control is delivered with the {S}.',
    'Critics praise the {S} for its easy upkeep.',
  ],
  and: ', and ',
};
