/**
 * Readers for what a seller types about a product. Each returns the value or throws `InvalidInput`. `field` is the name
 * that the error shows to the seller.
 */
import { parseAmount } from '../money';
import { InvalidInput, readLabelText, readParagraphs, readText } from '../validation';

export const MAXIMUM_DESCRIPTION = 4_000;
/** Largest price in minor units: ten million euros. A larger one is taken for a typing error. */
export const MAXIMUM_PRICE_MINOR = 1_000_000_000;
export const MAXIMUM_LOW_MARK = 1_000_000;

/**
 * Reads an article number: no spaces, and no characters that label printers or spreadsheets would interpret.
 *
 * @param value - untrusted; at most 64 characters
 */
export function readSku(value: unknown, field: string): string {
  const sku = readText(value, field, 64);
  if (!/^[A-Za-z0-9][A-Za-z0-9._/-]*$/.test(sku)) {
    throw new InvalidInput(field, 'must have letters, digits, dots, dashes, slashes and underscores only');
  }
  return sku;
}

/**
 * Reads a product's name. Every buyer gets it by mail, so it must not contain a site address; a description may.
 *
 * @param value - untrusted; at most 200 characters in one line
 */
export function readName(value: unknown, field: string): string {
  return readLabelText(value, field, 200);
}

/**
 * Reads a product's description.
 *
 * @param value - untrusted; several lines, at most `MAXIMUM_DESCRIPTION` characters
 */
export function readDescription(value: unknown, field: string): string {
  return readParagraphs(value, field, MAXIMUM_DESCRIPTION);
}

/**
 * Reads the code of a currency that this Node.js can format.
 *
 * @param value - untrusted; lower-case letters are accepted
 */
export function readKnownCurrency(value: unknown, field: string): string {
  const code = readText(value, field, 8).toUpperCase();
  if (!Intl.supportedValuesOf('currency').includes(code)) {
    throw new InvalidInput(field, 'must be a currency code such as EUR');
  }
  return code;
}

/**
 * Reads a price and returns it in minor units. A price of zero is allowed.
 *
 * @param value - untrusted; decimal text such as `12.90` or `12,9`
 * @param currency - decides the number of decimal places
 */
export function readPrice(value: unknown, field: string, currency: string): number {
  const amount = typeof value === 'string' ? parseAmount(value, currency) : undefined;
  if (!amount || amount.minor > MAXIMUM_PRICE_MINOR) {
    throw new InvalidInput(field, `must be an amount in ${currency} such as 12.90, without separators of thousands`);
  }
  return amount.minor;
}

/**
 * Reads a whole number from a form field.
 *
 * @param value - untrusted; text with an optional sign
 * @param maximum - largest accepted number, included, as `minimum` is
 */
export function readTypedInteger(value: unknown, field: string, minimum: number, maximum: number): number {
  const number = typeof value === 'string' && /^[+-]?\d{1,15}$/.test(value.trim()) ? Number(value) : NaN;
  if (Number.isNaN(number) || number < minimum || number > maximum) {
    throw new InvalidInput(field, `must be a whole number from ${minimum} to ${maximum}`);
  }
  return number;
}
