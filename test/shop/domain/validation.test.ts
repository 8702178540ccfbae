import {
  InvalidInput,
  LABEL,
  readLabelText,
  readOptionalLabelText,
  readParagraphs,
  readPersonName,
  readText,
} from '../../../shop/domain/validation';

const around = (text: string) => [`Ada ${text} Byron`, `Ada${text}Byron`];
const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index);
const characters = (...codes: number[]) => codes.map((code) => String.fromCodePoint(code));

const CONTROLS = characters(...range(0x00, 0x1f), ...range(0x7f, 0x9f), 0x2028, 0x2029, 0xfeff, 0xfffe, 0xffff);
const DIRECTIONS = characters(0x061c, 0x200e, 0x200f, ...range(0x202a, 0x202e), ...range(0x2066, 0x2069));
const DISGUISES = characters(
  0x00ad,
  0x034f,
  0x180e,
  0x200b,
  ...range(0x2060, 0x2064),
  0x3164,
  0xffa0,
  ...range(0xe0000, 0xe007f),
);
const HALVES = ['\ud800', '\udbff', '\udc00', '\udfff'];

const SITES = [
  'http://evil.example',
  'https://evil.example/now',
  'HTTPS://EVIL.EXAMPLE',
  'hxxp://evil.example',
  'hxxps://evil',
  'ftp://evil',
  'https:evil',
  'mailto:a@evil',
  'www.evil',
  'WWW.evil',
  'see www.evil.example now',
  'evil.example/now',
  'Evil.Example/Now',
  'evil.com',
  'Evil.Com',
  'EVIL.COM',
  'evil.com.',
  '(evil.com)',
  'pay at evil.com!',
  'evil.co.uk',
  'evil.de',
  'Evil.De',
  'bücher.de',
  'evil.zip',
  'evil.anything',
  'evil.shop:8080',
  'evil.example?x',
  'evil.example#x',
  'a@evil.com',
  'evil.xn--p1ai',
  'xn--bcher-kva.example',
  'evil．com',
  'evil。com',
  'evil\u2024com',
  'ｅｖｉｌ．ｃｏｍ',
  'evil[.]com',
  'evil(.)com',
  't.co/abc',
  'x.com',
  'почта.рф',
  'сайт.онлайн',
  '192.0.2.7',
  'http://192.0.2.7/',
  '163.com',
  'www2.evil',
  'my-shop.store',
  'evil.info/?a=b',
];

const HONEST = [
  'St.Gallen',
  'Dr.Schmidt',
  "O'Brien",
  'J.R.R. Tolkien',
  'J.R.R.Tolkien',
  'Hauptstr.5',
  'Hauptstr. 5',
  'Nr.12a',
  'c/o Meyer',
  'c/o Fam. Meyer',
  'Müller-Lüdenscheidt',
  'Jean.Paul',
  'Plot 5/2',
  'P.O.Box 12',
  'p.o. box 7',
  'Verein e.V.',
  'z.Hd. Meyer',
  'Haus 3, 2.OG',
  '3.St links',
  'ул.Ленина 5',
  'г.Москва',
  'محمد علی',
  'می‌خواهم',
  'דוד בן־גוריון',
  'สมชาย ใจดี',
  '山田太郎',
  '東京都。渋谷',
  'क्‍ष',
  'Ada 👩‍💻',
  'Ada ❤️',
  'Flat 4, Block B (rear)',
  'No.5bis',
  '12345-6789',
  'SW1A 1AA',
  'A & B GmbH',
  'Ada:Byron',
  'Hermann-Löns-Str.7',
  'Mary-Jane O’Neill',
  '1/2 Main St.',
  'Smith, Jr.',
  'Björk Guðmundsdóttir',
  'Nguyễn Văn A',
  'Str. des 17. Juni 1.5',
];

describe('text in one line', () => {
  const readers = Object.entries({ readText, readLabelText, readParagraphs });

  test.each(readers)('%s refuses characters that disguise', (name, read) => {
    const lineEnds = name === 'readParagraphs' ? ['\n', '\r'] : [];
    const refused = [...CONTROLS, ...DIRECTIONS, ...DISGUISES, ...HALVES].filter((each) => !lineEnds.includes(each));
    for (const text of refused.flatMap(around)) {
      const message = messageOf(() => read(text, 'Name', 200));
      expect([escape(text), message]).toEqual([escape(text), expect.stringMatching(/^Name must .+: .+/)]);
    }
  });

  test('joiners are accepted in scripts that need them, but not between Latin letters', () => {
    for (const text of ['ev\u200cil', 'ev\u200dil', 'почта\u200c', '1\u200d2', '\u200cAda', 'می\u200c\u200cخواهم']) {
      expect(() => readText(text, 'Name', 200)).toThrow('invisible');
    }
  });

  test('the message names the problem, the expected form and the repair, but not the value', () => {
    const attacks = ['Ada\u202eevil', 'Ada\u200bevil', 'Ada\u0007evil', 'Ada\ud800evil', 'evil.com', 'x'.repeat(51)];
    for (const text of attacks) {
      const message = messageOf(() => readLabelText(text, 'Full name', 50));
      expect(message).toMatch(/^Full name must .+(: |; )/);
      expect(message).not.toMatch(/evil|xxx/);
    }
  });

  test('paragraphs keep their lines', () => {
    expect(readParagraphs('one\r\ntwo\rthree', 'Text', 200)).toBe('one\ntwo\nthree');
  });

  test('texts by administrators, descriptions and searches may contain site addresses', () => {
    expect(readText('See https://shop.example/offer', 'Subject', 200)).toContain('https://');
    expect(readParagraphs('See www.shop.example', 'Text', 200)).toContain('www.');
  });
});

describe('a text on labels and in mails to others', () => {
  test.each(SITES)('%j is a site address', (text) => {
    for (const place of [text, `Ada ${text}`, `${text} Ada`, `Your prize: ${text}`]) {
      const message = messageOf(() => readLabelText(place, 'Name', 200));
      expect([place, message]).toEqual([place, expect.stringContaining('site address')]);
    }
  });

  test.each(HONEST)('%j is not', (text) => {
    for (const place of [text, `Ada ${text}`, `${text} Ada`]) {
      expect(readLabelText(place, 'Name', 200)).toBe(place.normalize('NFC'));
    }
  });

  test('long texts are checked in linear time', () => {
    const begun = performance.now();
    for (const part of ['a.', 'a', '.', 'a-', '\u200d', '1.', 'xn--']) {
      messageOf(() => readLabelText(part.repeat(100_000), 'Name', 400_000));
    }
    // Milliseconds; a pattern that goes back for every character would take hours.
    expect(performance.now() - begun).toBeLessThan(60_000);
  });

  test('a text that is too long for a label is refused', () => {
    expect(readPersonName('x'.repeat(LABEL.name), 'Name')).toHaveLength(50);
    expect(messageOf(() => readPersonName('x'.repeat(LABEL.name + 1), 'Name'))).toContain('at most 50 characters');
    expect(readOptionalLabelText('', 'Addition', 50)).toBeUndefined();
    expect(readOptionalLabelText(undefined, 'Addition', 50)).toBeUndefined();
    expect(() => readOptionalLabelText('evil.com', 'Addition', 50)).toThrow(InvalidInput);
  });
});

function messageOf(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return error.message;
  }
}

function escape(text: string): string {
  return JSON.stringify(text).replace(/[^ -~]/gu, (character) => `U+${(character.codePointAt(0) ?? 0).toString(16)}`);
}
