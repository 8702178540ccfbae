/** What a seller typed about a product, made into values or refused; `field` is what the page calls it. */
import { parseAmount } from '../money';
import { InvalidInput, readLabelText, readParagraphs, readText } from '../validation';

export const MAXIMUM_DESCRIPTION = 4_000;
export const MAXIMUM_PRICE_MINOR = 1_000_000_000;
export const MAXIMUM_LOW_MARK = 1_000_000;

/** How article numbers are written: no spaces, nothing that a label printer or a spreadsheet would read as something else. */
export function readSku(value: unknown, field: string): string {
  const sku = readText(value, field, 64);
  if (!/^[A-Za-z0-9][A-Za-z0-9._/-]*$/.test(sku)) {
    throw new InvalidInput(field, 'must have letters, digits, dots, dashes, slashes and underscores only');
  }
  return sku;
}

/** In the mails of every buyer, so it names no site; a description may. */
export function readName(value: unknown, field: string): string {
  return readLabelText(value, field, 200);
}

export function readDescription(value: unknown, field: string): string {
  return readParagraphs(value, field, MAXIMUM_DESCRIPTION);
}

/** Of the currencies that this runtime knows how to write. */
export function readKnownCurrency(value: unknown, field: string): string {
  const code = readText(value, field, 8).toUpperCase();
  if (!Intl.supportedValuesOf('currency').includes(code)) {
    throw new InvalidInput(field, 'must be a currency code such as EUR');
  }
  return code;
}

/** In minor units. Free is a price; a billion of minor units is a slipped finger. */
export function readPrice(value: unknown, field: string, currency: string): number {
  const amount = typeof value === 'string' ? parseAmount(value, currency) : undefined;
  if (!amount || amount.minor > MAXIMUM_PRICE_MINOR) {
    throw new InvalidInput(field, `must be an amount in ${currency} such as 12.90, without separators of thousands`);
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
