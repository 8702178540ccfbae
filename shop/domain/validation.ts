/**
 * Readers of untrusted values. Each returns the clean value or throws `InvalidInput` with the field's name. The error
 * never contains the value.
 */

import { characterProblem, namesSite } from './text-rules';

/** Thrown when a value is refused. The message names the field and the expected format, never the value. */
export class InvalidInput extends Error {
  constructor(
    readonly field: string,
    problem: string,
  ) {
    super(`${field} ${problem}`);
    this.name = 'InvalidInput';
  }
}

/** Object whose fields are not checked yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** Parses a text as JSON; throws `InvalidInput` for anything else. */
export function parseJson(text: string, field: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidInput(field, 'is not JSON');
  }
}

/** Reads an object; arrays and null are refused. */
export function readObject(value: unknown, field: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InvalidInput(field, 'must be an object');
  }
  return value as Fields;
}

/**
 * Most characters of each address line on a parcel label. Carriers differ: most accept 50 for a name, some only 35 for
 * any line, and split a longer street over two lines. The longest postal codes, those of the United States, have 10.
 * Source: https://sendcloud.dev/docs/addresses/address-field-limits (limits of each carrier).
 */
export const LABEL = { name: 50, line: 50, postalCode: 10, city: 40 } as const;

/**
 * Reads one line for the shop's staff or for machines: site addresses are allowed.
 *
 * @param value - untrusted; surrounding spaces are removed, Unicode is normalized to NFC
 * @param maximum - most characters, counted as UTF-16 units
 */
export function readText(value: unknown, field: string, maximum: number): string {
  if (typeof value !== 'string') throw new InvalidInput(field, 'must be a text');
  const text = limited(value, field, maximum);
  checkCharacters(text, field);
  return text;
}

/**
 * Reads one line that appears in mails or on labels. A site address is refused, because mail programs turn it into a
 * link.
 *
 * @param value - untrusted; surrounding spaces are removed, Unicode is normalized to NFC
 * @param maximum - most characters, counted as UTF-16 units
 */
export function readLabelText(value: unknown, field: string, maximum: number): string {
  const text = readText(value, field, maximum);
  if (namesSite(text)) {
    throw new InvalidInput(field, 'must not have a site address: put a space after each dot, such as "St. Gallen"');
  }
  return text;
}

/**
 * Reads the name of a person or a company.
 *
 * @param value - untrusted; at most as long as a parcel label allows
 */
export function readPersonName(value: unknown, field: string): string {
  return readLabelText(value, field, LABEL.name);
}

/**
 * Reads a text of several lines, with site addresses allowed. Line ends become `\n`; other control characters are
 * refused.
 *
 * @param value - untrusted; surrounding white space is removed
 * @param maximum - most characters, counted as UTF-16 units
 */
export function readParagraphs(value: unknown, field: string, maximum: number): string {
  if (typeof value !== 'string') throw new InvalidInput(field, 'must be a text');
  const text = limited(value.replace(/\r\n?/g, '\n'), field, maximum);
  for (const line of text.split('\n')) checkCharacters(line, field);
  return text;
}

/**
 * Reads a line like `readLabelText`; returns undefined for a missing or empty one.
 *
 * @param value - untrusted; null, undefined and the empty text are missing
 */
export function readOptionalLabelText(value: unknown, field: string, maximum: number): string | undefined {
  return isMissing(value) ? undefined : readLabelText(value, field, maximum);
}

/**
 * Reads a JSON number. A text is refused: `readTypedInteger` reads those of forms.
 *
 * @param value - untrusted; any type
 * @param maximum - largest accepted number, included, as `minimum` is
 */
export function readInteger(value: unknown, field: string, minimum: number, maximum: number): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < minimum || value > maximum) {
    throw new InvalidInput(field, `must be a whole number from ${minimum} to ${maximum}`);
  }
  return value;
}

/** Checks the 26 characters of Crockford's alphabet. The first one keeps the time within 48 bits. */
export function isUlid(value: unknown): value is string {
  return typeof value === 'string' && /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(value);
}

/**
 * Reads an id of the shop: a ULID in capitals.
 *
 * @param value - untrusted; lower-case letters are refused
 */
export function readUlid(value: unknown, field: string): string {
  if (!isUlid(value)) throw new InvalidInput(field, 'must be a ULID');
  return value;
}

/**
 * Reads the form of a currency code. `readKnownCurrency` also checks that it exists.
 *
 * @param value - untrusted; three capital letters
 */
export function readCurrency(value: unknown, field: string): string {
  if (typeof value !== 'string' || !/^[A-Z]{3}$/.test(value)) {
    throw new InvalidInput(field, 'must be a currency code such as EUR');
  }
  return value;
}

/**
 * Reads a plain e-mail address: one `@`, a domain with a dot, no quotation marks, no spaces. Only sending a mail shows
 * whether the address exists.
 *
 * @param value - untrusted; at most 254 characters (RFC 5321)
 */
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

/**
 * Returns the address in lower case and without surrounding spaces, because customers type theirs in different ways.
 */
export function normalizeEmail(email: string): string {
  return email.normalize('NFC').trim().toLowerCase();
}

/**
 * Reads a link to the shop. It must begin with https, or with http on the loopback address of a laptop.
 *
 * @param value - untrusted; at most 2048 characters
 * @returns the address in the normalized form of `URL`
 */
export function readShopUrl(value: unknown, field: string): string {
  const text = readText(value, field, 2048);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))) return url.toString();
  throw new InvalidInput(field, 'must be an https address, or http on this machine such as http://127.0.0.1:8080');
}

/**
 * Host names and addresses that never leave the machine. `URL` has already normalized all notations of an IPv4 address.
 */
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
