/** Reading untrusted values: each reader returns the clean value or throws with the field's name, never with the value itself. */

import { characterProblem, namesSite } from './text-rules';

export class InvalidInput extends Error {
  constructor(
    readonly field: string,
    problem: string,
  ) {
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
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InvalidInput(field, 'must be an object');
  }
  return value as Fields;
}

/**
 * The most characters of each line of an address on a parcel label. Carriers differ: most take 50 for a name, some only
 * 35 for any line, and split a longer street over two. The longest postal code, of the United States, has 10.
 * Source: https://sendcloud.dev/docs/addresses/address-field-limits (limits of each carrier).
 */
export const LABEL = { name: 50, line: 50, postalCode: 10, city: 40 } as const;

/** One line for the shop's own staff and for machines: site addresses are allowed. */
export function readText(value: unknown, field: string, maximum: number): string {
  if (typeof value !== 'string') throw new InvalidInput(field, 'must be a text');
  const text = limited(value, field, maximum);
  checkCharacters(text, field);
  return text;
}

/** One line that others read in mails and on labels: no site address, which mail programs would make a link. */
export function readLabelText(value: unknown, field: string, maximum: number): string {
  const text = readText(value, field, maximum);
  if (namesSite(text)) {
    throw new InvalidInput(field, 'must not have a site address: put a space after each dot, such as "St. Gallen"');
  }
  return text;
}

/** The name of a person or a company, as short as a label needs it. */
export function readPersonName(value: unknown, field: string): string {
  return readLabelText(value, field, LABEL.name);
}

/** May have several lines and site addresses; line ends become one kind, other control characters are refused. */
export function readParagraphs(value: unknown, field: string, maximum: number): string {
  if (typeof value !== 'string') throw new InvalidInput(field, 'must be a text');
  const text = limited(value.replace(/\r\n?/g, '\n'), field, maximum);
  for (const line of text.split('\n')) checkCharacters(line, field);
  return text;
}

export function readOptionalLabelText(value: unknown, field: string, maximum: number): string | undefined {
  return isMissing(value) ? undefined : readLabelText(value, field, maximum);
}

export function readInteger(value: unknown, field: string, minimum: number, maximum: number): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < minimum || value > maximum) {
    throw new InvalidInput(field, `must be a whole number from ${minimum} to ${maximum}`);
  }
  return value;
}

/** Crockford's alphabet, and a first character that keeps the time within 48 bits. */
export function isUlid(value: unknown): value is string {
  return typeof value === 'string' && /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(value);
}

export function readUlid(value: unknown, field: string): string {
  if (!isUlid(value)) throw new InvalidInput(field, 'must be a ULID');
  return value;
}

export function readCurrency(value: unknown, field: string): string {
  if (typeof value !== 'string' || !/^[A-Z]{3}$/.test(value)) {
    throw new InvalidInput(field, 'must be a currency code such as EUR');
  }
  return value;
}

/** Plain addresses only: one `@`, a domain with a dot, no quoting and no spaces. Whether it exists is for the mail to find out. */
export function readEmail(value: unknown, field: string): string {
  const text = readText(value, field, 254);
  if (
    !/^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/.test(
      text,
    )
  ) {
    throw new InvalidInput(field, 'must be an e-mail address');
  }
  return text;
}

/** One person, one key: how customers type their address differs. */
export function normalizeEmail(email: string): string {
  return email.normalize('NFC').trim().toLowerCase();
}

/** A link of the shop: https, and on the machine that it leads back to, such as a laptop, http as well. */
export function readShopUrl(value: unknown, field: string): string {
  const text = readText(value, field, 2048);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))) return url.toString();
  throw new InvalidInput(field, 'must be an https address, or http on this machine such as http://127.0.0.1:8080');
}

/** Names and numbers that never leave the machine. The parser has brought every form of a number into this one. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

function limited(value: string, field: string, maximum: number): string {
  const text = value.normalize('NFC').trim();
  if (text === '') throw new InvalidInput(field, 'must not be empty');
  if (text.length > maximum) {
    throw new InvalidInput(field, `must have at most ${maximum} characters: shorten it by ${text.length - maximum}`);
  }
  return text;
}

function checkCharacters(line: string, field: string): void {
  const problem = characterProblem(line);
  if (problem !== undefined) throw new InvalidInput(field, problem);
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
