/** Reading untrusted values: each reader returns the clean value or throws with the field's name, never with the value itself. */

export class InvalidInput extends Error {
  constructor(readonly field: string, problem: string) {
    super(`${field} ${problem}`);
    this.name = 'InvalidInput';
  }
}

export type Fields = Readonly<Record<string, unknown>>;

export function parseJson(text: string, field: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidInput(field, 'is not JSON');
  }
}

export function readObject(value: unknown, field: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new InvalidInput(field, 'must be an object');
  return value as Fields;
}

export function readText(value: unknown, field: string, maximum: number): string {
  if (typeof value !== 'string') throw new InvalidInput(field, 'must be a text');
  const text = value.normalize('NFC').trim();
  if (text === '') throw new InvalidInput(field, 'must not be empty');
  if (text.length > maximum) throw new InvalidInput(field, `must have at most ${maximum} characters`);
  // Control characters have no place in one line: they break mail headers and labels.
  if (/[\u0000-\u001f\u007f]/.test(text)) throw new InvalidInput(field, 'must be one line without control characters');
  return text;
}

/** May have several lines; line ends become one kind, other control characters are refused. */
export function readParagraphs(value: unknown, field: string, maximum: number): string {
  if (typeof value !== 'string') throw new InvalidInput(field, 'must be a text');
  const text = value.normalize('NFC').replace(/\r\n?/g, '\n').trim();
  if (text === '') throw new InvalidInput(field, 'must not be empty');
  if (text.length > maximum) throw new InvalidInput(field, `must have at most ${maximum} characters`);
  if (/[\u0000-\u0009\u000b-\u001f\u007f]/.test(text)) throw new InvalidInput(field, 'must not have tabs or control characters');
  return text;
}

export function readOptionalText(value: unknown, field: string, maximum: number): string | undefined {
  return value === undefined || value === null || value === '' ? undefined : readText(value, field, maximum);
}

export function readInteger(value: unknown, field: string, minimum: number, maximum: number): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < minimum || value > maximum) {
    throw new InvalidInput(field, `must be a whole number from ${minimum} to ${maximum}`);
  }
  return value;
}

/** Crockford's alphabet, and a first character that keeps the time within 48 bits. */
export function readUlid(value: unknown, field: string): string {
  if (typeof value !== 'string' || !/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(value)) throw new InvalidInput(field, 'must be a ULID');
  return value;
}

export function readCurrency(value: unknown, field: string): string {
  if (typeof value !== 'string' || !/^[A-Z]{3}$/.test(value)) throw new InvalidInput(field, 'must be a currency code such as EUR');
  return value;
}

/** Plain addresses only: one `@`, a domain with a dot, no quoting and no spaces. Whether it exists is for the mail to find out. */
export function readEmail(value: unknown, field: string): string {
  const text = readText(value, field, 254);
  if (!/^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/.test(text)) {
    throw new InvalidInput(field, 'must be an e-mail address');
  }
  return text;
}

/** One person, one key: how customers type their address differs. */
export function normalizeEmail(email: string): string {
  return email.normalize('NFC').trim().toLowerCase();
}

export function readHttpsUrl(value: unknown, field: string): string {
  const text = readText(value, field, 2048);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'https:') throw new InvalidInput(field, 'must be an https address');
  return url.toString();
}
