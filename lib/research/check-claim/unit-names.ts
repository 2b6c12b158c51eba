const cldrUnits =
  'acre bit byte celsius centimeter day degree fahrenheit fluid-ounce foot gallon gigabit gigabyte gram hectare hour inch kilobit kilobyte kilogram kilometer liter megabit megabyte meter microsecond mile milliliter millimeter millisecond minute month nanosecond ounce percent petabyte pound second stone terabit terabyte week yard year kilometer-per-hour mile-per-hour meter-per-second'.split(
    ' ',
  );
const currencies =
  'USD EUR GBP JPY CNY INR RUB CHF KRW BRL CAD AUD NZD HKD SGD SEK NOK DKK PLN CZK HUF UAH TRY MXN ZAR ILS AED SAR EGP'.split(
    ' ',
  );

/** What CLDR, as `Intl` knows it, does not name: `unit: names`, those with a capital as they are written. */
const further = `
percentage-point: percentage_point percentage_points pp prozentpunkt prozentpunkte prozentpunkten point_de_pourcentage points_de_pourcentage punto_percentuale punti_percentuali ponto_percentual pontos_percentuais procentpunt procentpunten punto_porcentual puntos_porcentuales puntos_de_porcentaje 个百分点 百分点 パーセントポイント процентный_пункт процентных_пункта процентных_пунктов نقطة_مئوية نقاط_مئوية प्रतिशत_अंक
percent: % ٪ percent per_cent prozent pour_cent por_ciento por_cento per_cento procent 百分之 パーセント процент процента процентов प्रतिशत بالمئة بالمائة في_المئة في_المائة
kibibyte: KiB kibibyte kibibytes
mebibyte: MiB mebibyte mebibytes
gibibyte: GiB gibibyte gibibytes
tebibyte: TiB tebibyte tebibytes
kilobyte: KB kB
megabyte: MB
gigabyte: GB
terabyte: TB
megabit-per-second: Mbit/s Mbps
gigabit-per-second: Gbit/s Gbps
watt: W watt watts
kilowatt: kW kilowatt kilowatts
megawatt: MW megawatt megawatts
gigawatt: GW gigawatt gigawatts
watt-hour: Wh
kilowatt-hour: kWh
megawatt-hour: MWh
volt: V volt volts
ampere: A ampere amperes amps
hertz: Hz hertz
kilohertz: kHz
megahertz: MHz
gigahertz: GHz
bar: bar bars
pascal: Pa hPa
kilopascal: kPa
psi: psi
kelvin: K kelvin
joule: J joule joules
kilojoule: kJ
kilocalorie: kcal
calorie: cal calorie calories
ton: t tonelada toneladas tonnellata tonnellate tonne tonnes ton tons tonnen 吨 トン тонн тонны тонна
decibel: dB decibel decibels
micrometer: µm μm micrometer micrometers
nanometer: nm nanometer nanometers
kilometer: km kilometre kilometres kilometern 公里 千米 キロ
meter: metre metres metern 米 メートル
centimeter: centimetre centimetres 厘米 センチ
millimeter: millimetre millimetres 毫米 ミリ
kilogram: kilo kilos kg 公斤 千克 キログラム
gram: grammes 克
milligram: mg milligram milligrams milligramm milligrammes miligramos milligrammi miligramas миллиграммов 毫克 ミリグラム
microgram: µg μg mcg microgram micrograms mikrogramm
mile: miles mi meilen meile 英里 マイル
year: yr yrs year-old years-old jahren jährig jährige jährigen ans jaar 年 岁 年间 歳 лет года год سنوات سنة عاما أعوام سنين साल वर्ष वर्षों
month: monaten monatige 个月 ヶ月 か月 カ月 月間
week: wochen 周 星期 个星期 週間 недель недели
day: tagen tägig 天 日间 日間 дней дня أيام يوما दिन दिनों
hour: hr hrs stunden h 小时 个小时 時間 часов часа ساعات ساعة घंटे घंटा घंटों
minute: min mins minuten 分钟 分 分間 минут دقائق دقيقة मिनट
second: s sec secs sekunden 秒 秒钟 秒間 секунд ثوان ثانية सेकंड
celsius: °C grad_celsius 摄氏度
fahrenheit: °F
USD: $ US$ dollar dollars 美元 ドル долларов
EUR: € euro euros 欧元 ユーロ евро
GBP: £ pounds_sterling 英镑
JPY: yen 日元 円
CNY: 元 人民币 yuan
INR: ₹ rupee rupees रुपये
RUB: ₽ руб рублей рубля
cent: ct cent cents pence centimes céntimos centesimi centavos копеек
kilometer-per-hour: kph stundenkilometer stundenkilometern
mile-per-hour: mph
`;

/** Parts of a larger unit of the same kind, so that "24 hours" and "1 day" meet. */
const sizes: Record<string, readonly [kind: string, size: number]> = {
  nanosecond: ['time', 1e-9],
  microsecond: ['time', 1e-6],
  millisecond: ['time', 1e-3],
  second: ['time', 1],
  minute: ['time', 60],
  hour: ['time', 3600],
  day: ['time', 86_400],
  week: ['time', 604_800],
  month: ['months', 1],
  year: ['months', 12],
  millimeter: ['metric length', 1e-3],
  centimeter: ['metric length', 1e-2],
  meter: ['metric length', 1],
  kilometer: ['metric length', 1000],
  microgram: ['metric mass', 1e-6],
  milligram: ['metric mass', 1e-3],
  gram: ['metric mass', 1],
  kilogram: ['metric mass', 1000],
  ton: ['metric mass', 1e6],
  'square-meter': ['metric area', 1],
  hectare: ['metric area', 1e4],
  'square-kilometer': ['metric area', 1e6],
  milliliter: ['metric volume', 1e-3],
  liter: ['metric volume', 1],
  'cubic-meter': ['metric volume', 1000],
  byte: ['data', 1],
  kilobyte: ['data', 1e3],
  megabyte: ['data', 1e6],
  gigabyte: ['data', 1e9],
  terabyte: ['data', 1e12],
  watt: ['power', 1],
  kilowatt: ['power', 1e3],
  megawatt: ['power', 1e6],
  gigawatt: ['power', 1e9],
};

/** How names of lengths become those of areas and volumes. */
const shapes: Record<string, string> = {
  square:
    '_² _2 square__ sq__ quadrat_ vierkante__ __carré __carrés __cuadrado __cuadrados __quadrato __quadrati __quadrado __quadrados квадратных__ квадратный__ 平方_',
  cubic:
    '_³ _3 cubic__ cu__ kubik_ kubieke__ __cube __cubes __cúbico __cúbicos __cubo __cubi кубических__ кубический__ 立方_',
};
const lengths = ['meter', 'kilometer', 'centimeter', 'foot', 'mile', 'inch', 'yard'];

type Names = ReadonlyMap<string, ReadonlySet<string>>;
const made = new Map<string, Names>();

/** The units that a name may mean in a language: CLDR's own names by `Intl`, and some more that are the same everywhere. */
export function unitsNamed(name: string, code: string): ReadonlySet<string> | undefined {
  const names = made.get(code) ?? collect(code);
  made.set(code, names);
  return names.get(name) ?? names.get(name.toLowerCase());
}

function collect(code: string): Names {
  const names = new Map<string, Set<string>>();
  const add = (name: string, unit: string) => {
    const key = name.trim().replace(/\.$/, '');
    if (key === '') return;
    names.set(key, (names.get(key) ?? new Set()).add(unit));
  };
  for (const line of further.trim().split('\n')) {
    const [unit = '', list = ''] = line.split(/:\s+/);
    for (const name of list.split(' ')) add(name.replaceAll('_', ' '), unit);
  }
  for (const unit of cldrUnits)
    addFormats({ code, options: { style: 'unit', unit }, part: 'unit', add, name: unit });
  for (const currency of currencies) {
    const options = { style: 'currency', currency } as const;
    addFormats({ code, options, part: 'currency', add, name: currency });
    add(currency, currency);
  }
  for (const [name, units] of [...names]) {
    for (const length of lengths.filter((one) => units.has(one))) addShapes(name, length, add);
  }
  return names;
}

function addShapes(name: string, length: string, add: (name: string, unit: string) => void): void {
  for (const [shape, forms] of Object.entries(shapes)) {
    for (const form of forms.split(' '))
      add(
        form.replace(/__?/, (blank) =>
          blank === '_' ? name : form.startsWith('_') ? `${name} ` : ` ${name}`,
        ),
        `${shape}-${length}`,
      );
  }
}

function addFormats(given: {
  code: string;
  options: Intl.NumberFormatOptions;
  part: 'unit' | 'currency';
  add: (name: string, unit: string) => void;
  name: string;
}): void {
  const displays =
    given.part === 'unit'
      ? (['long', 'short'] as const).map((unitDisplay) => ({ unitDisplay }))
      : (['name', 'symbol', 'narrowSymbol'] as const).map((currencyDisplay) => ({ currencyDisplay }));
  for (const display of displays) {
    const codes = given.code === 'en' ? ['en', 'en-GB'] : [given.code];
    const formats = codes.map((code) => new Intl.NumberFormat(code, { ...given.options, ...display }));
    for (const [format, value] of formats.flatMap((one) => [1, 2, 5].map((count) => [one, count] as const))) {
      const name = format.formatToParts(value).find(({ type }) => type === given.part)?.value ?? '';
      given.add(name, given.name);
      given.add(name.toLowerCase(), given.name);
      // "US dollars" and "dólares estadounidenses" are also called dollars.
      const noun =
        name
          .toLowerCase()
          .split(' ')
          .at(/^(?:es|fr|it|pt|ru|ar)/.test(given.code) ? 0 : -1) ?? '';
      if (given.part === 'currency' && name.includes(' ')) given.add(noun, given.name);
    }
  }
}

export const isCurrency = (unit: string): boolean => /^[A-Z]{3}$/.test(unit);

/** A value in the smallest unit of its kind, or undefined where a unit has no known size. */
export function sized(value: number, unit: string): { kind: string; value: number } | undefined {
  const size = sizes[unit];
  return size && { kind: size[0], value: value * size[1] };
}
