import { longDays, type WebLanguage } from '../web-language.ts';

export const fr: WebLanguage = {
  code: 'fr',
  says: {
    tank: [
      'Le réservoir de la {S} contient {n} {u}.',
      'La {S} a un réservoir de {n} {u}.',
      'Le réservoir de la {S} a une capacité de {n} {u}.',
    ],
    reach: [
      "La {S} pompe l'eau sur {n} {k}.",
      "L'eau est pompée sur {n} {k} par la {S}.",
      "Avec la {S}, l'eau parcourt {n} {k}.",
    ],
    price: [
      'La {S} coûte {n} euros.',
      'Le prix de la {S} est de {n} euros.',
      'Les acheteurs paient {n} euros pour la {S}.',
    ],
    release: [
      'La {S} est sortie le {d}.',
      'La {S} a été mise en vente le {d}.',
      'Le {d}, la {S} est sortie.',
    ],
    designer: [
      'La {S} a été conçue par {who}.',
      '{who} a conçu la {S}.',
      'La conception de la {S} est de {who}.',
    ],
    takeover: [
      'En {y}, {A} a racheté {B}, qui construit la {S}.',
      '{A} a racheté {B}, le fabricant de la {S}, en {y}.',
      '{B}, qui construit la {S}, a été racheté par {A} en {y}.',
    ],
    outdoors: [
      'La {S} peut être utilisée en plein air.',
      "L'utilisation de la {S} en plein air est permise.",
      "Il est permis d'utiliser la {S} en plein air.",
    ],
    indoors: [
      'La {S} ne doit pas être utilisée en plein air.',
      "L'utilisation de la {S} en plein air n'est pas permise.",
      "Il n'est pas permis d'utiliser la {S} en plein air.",
    ],
    'lids-all': [
      'Tous les modèles de la {S} ont un couvercle en acier.',
      'Chaque modèle de la {S} a un couvercle en acier.',
      'Un couvercle en acier est livré avec tous les modèles de la {S}.',
    ],
    'lids-some': [
      'Certains modèles de la {S} ont un couvercle en acier.',
      'Quelques modèles de la {S} ont un couvercle en acier.',
      'Un couvercle en acier est livré avec certains modèles de la {S}.',
    ],
  },
  asks: {
    tank: 'Combien de litres contient le réservoir de la {S} ?',
    reach: "Sur quelle distance la {S} pompe-t-elle l'eau ?",
    price: 'Combien coûte la {S} ?',
    release: 'Quand la {S} est-elle sortie ?',
    designer: 'Qui a conçu la {S} ?',
    takeover: 'Qui a racheté le fabricant de la {S} ?',
    indoors: 'La {S} peut-elle être utilisée en plein air ?',
    'lids-all': 'Quels modèles de la {S} ont un couvercle en acier ?',
  },
  liters: ['litres', 'gallons'],
  kilometres: ['kilomètres', 'milles'],
  day: longDays('fr-FR'),
  plausible: [
    'La {S} est appréciée des petits maraîchers.',
    'La {S} a été retirée après des plaintes pour bruit.',
    'Le fabricant vend des joints de rechange pour la {S}.',
  ],
  and: null,
};
