/**
 * Figures of a text: numbers, durations, sizes, instance types and switches, in one spelling, so that "half an hour",
 * "30 minutes" and `Duration.minutes(30)` are equal.
 */

/** `one` is left out: it is a pronoun more often than a number. */
const NUMBER_WORDS = 'two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen';
const WORDS = new Map([
  ...NUMBER_WORDS.split(' ').map((word, index): [string, number] => [word, index + 2]),
  ['twenty', 20],
  ['thirty', 30],
  ['ninety', 90],
]);

const NUMBER_WORD = new RegExp(`\\b(${[...WORDS.keys()].join('|')})\\b`, 'gi');

const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\bhalf an hour\b/gi, '30 minutes'],
  [/\ba quarter of an hour\b/gi, '15 minutes'],
  [/\ba quarter\b/gi, '25 %'],
  // "A second" is an ordinal more often than a duration.
  [/\bone second\b/gi, '1 second'],
  [/\b(an?|one|every|each) (minute|hour|day|week|year)\b/gi, '1 $2'],

  [/\bDuration\.(\w+)\((\d+)\)/g, '$2 $1'],
  [/\bSize\.gibibytes\((\d+)\)/g, '$1 GiB'],
];

const SECONDS: Readonly<Record<string, number>> = {
  ms: 0.001,
  millisecond: 0.001,
  s: 1,
  second: 1,
  min: 60,
  minute: 60,
  hour: 3_600,
  day: 86_400,
  week: 604_800,
  year: 31_536_000,
};
const MEBIBYTES: Readonly<Record<string, number>> = { KiB: 1 / 1_024, kB: 1 / 1_024, MB: 1, MiB: 1, GiB: 1_024 };

const FIGURE = new RegExp(
  [
    String.raw`\b(?<type>[a-z]\d+[a-z]*\.(?:micro|small|medium|\d*x?large))\b`,
    String.raw`(?<window>\b\d\d:\d\d\b)`,
    String.raw`(?<block>\b\d+(?:\.\d+){3}\/\d+\b)`,
    String.raw`\b(?<amount>\d[\d,]*(?:\.\d+)?)[ -]?(?<unit>ms|(?:millisecond|second|minute|hour|day|week|year)s?` +
      String.raw`|s|min|KiB|kB|MB|MiB|GiB)\b`,
    String.raw`(?<number>(?<![\w.]|[a-z]-)\d[\d,]*(?:\.\d+)*)`,
    String.raw`\b(?<switch>true|false)\b`,
  ].join('|'),
  'g',
);

/** @returns every figure in the order of the text, as `1800 s`, `512 MiB`, `true`, `m7g.large` or a bare number */
export function figuresIn(text: string): string[] {
  return [...inDigits(text).matchAll(FIGURE)].map(({ groups = {} }) => {
    const { amount, unit, number } = groups;
    if (amount !== undefined) return quantity(Number(amount.replace(/,/g, '')), unit);
    if (number !== undefined) return number.replace(/,/g, '');
    return groups.type ?? groups.window ?? groups.block ?? groups.switch;
  });
}

function inDigits(text: string): string {
  const numbered = text.replace(/\s+/g, ' ').replace(NUMBER_WORD, (word) => String(WORDS.get(word.toLowerCase())));
  return PHRASES.reduce((result, [phrase, replacement]) => result.replace(phrase, replacement), numbered);
}

function quantity(amount: number, unit: string): string {
  if (unit in MEBIBYTES) return `${amount * MEBIBYTES[unit]} MiB`;
  const singular = unit.length > 2 ? unit.replace(/s$/, '') : unit;
  return `${Number((amount * SECONDS[singular]).toFixed(3))} s`;
}
