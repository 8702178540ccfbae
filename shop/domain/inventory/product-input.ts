/** What a seller typed about a product, made into values or refused with the field's name. */
import { parseAmount } from '../money';
import { InvalidInput, readText } from '../validation';

export const MAXIMUM_DESCRIPTION = 4_000;
export const MAXIMUM_PRICE_MINOR = 1_000_000_000;
export const MAXIMUM_LOW_MARK = 1_000_000;

/** How article numbers are written: no spaces, nothing that a label printer or a spreadsheet would read as something else. */
export function readSku(value: unknown): string {
  const sku = readText(value, 'sku', 64);
  if (!/^[A-Za-z0-9][A-Za-z0-9._/-]*$/.test(sku)) throw new InvalidInput('sku', 'must have letters, digits, dots, dashes, slashes and underscores only');
  return sku;
}

export function readName(value: unknown): string {
  return readText(value, 'name', 200);
}

/** May have several lines; line ends become one kind, other control characters are refused. */
export function readDescription(value: unknown): string {
  if (typeof value !== 'string') throw new InvalidInput('description', 'must be a text');
  const text = value.normalize('NFC').replace(/\r\n?/g, '\n').trim();
  if (text === '') throw new InvalidInput('description', 'must not be empty');
  if (text.length > MAXIMUM_DESCRIPTION) throw new InvalidInput('description', `must have at most ${MAXIMUM_DESCRIPTION} characters`);
  if (/[\u0000-\u0009\u000b-\u001f\u007f]/.test(text)) throw new InvalidInput('description', 'must not have tabs or control characters');
  return text;
}

/** Of the currencies that this runtime knows how to write. */
export function readKnownCurrency(value: unknown): string {
  const code = readText(value, 'currency', 8).toUpperCase();
  if (!Intl.supportedValuesOf('currency').includes(code)) throw new InvalidInput('currency', 'must be a currency code such as EUR');
  return code;
}

/** In minor units. Free is a price; a billion of minor units is a slipped finger. */
export function readPrice(value: unknown, currency: string): number {
  const amount = typeof value === 'string' ? parseAmount(value, currency) : undefined;
  if (!amount || amount.minor > MAXIMUM_PRICE_MINOR) {
    throw new InvalidInput('price', `must be an amount in ${currency} such as 12.90, without separators of thousands`);
  }
  return amount.minor;
}

/** A whole number as it is typed into a field. */
export function readTypedInteger(value: unknown, field: string, minimum: number, maximum: number): number {
  const number = typeof value === 'string' && /^[+-]?\d{1,15}$/.test(value.trim()) ? Number(value) : NaN;
  if (Number.isNaN(number) || number < minimum || number > maximum) {
    throw new InvalidInput(field, `must be a whole number from ${minimum} to ${maximum}`);
  }
  return number;
}
