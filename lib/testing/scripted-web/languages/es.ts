import { longDays, type WebLanguage } from '../web-language.ts';

export const es: WebLanguage = {
  code: 'es',
  says: {
    tank: ['El depósito de la {S} tiene {n} {u}.', 'La {S} tiene un depósito de {n} {u}.'],
    price: ['La {S} cuesta {n} euros.', 'El precio de la {S} es de {n} euros.'],
    release: ['La {S} salió a la venta el {d}.', 'El {d} salió a la venta la {S}.'],
    designer: ['La {S} fue diseñada por {who}.', '{who} diseñó la {S}.'],
  },
  asks: {
    tank: '¿Cuántos litros tiene el depósito de la {S}?',
    price: '¿Cuánto cuesta la {S}?',
    release: '¿Cuándo salió a la venta la {S}?',
    designer: '¿Quién diseñó la {S}?',
  },
  liters: ['litros', 'galones'],
  kilometres: ['kilómetros', 'millas'],
  day: longDays('es-ES'),
  plausible: ['La {S} es muy apreciada por los huertos pequeños.'],
  and: null,
};
