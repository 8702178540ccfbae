/** Amounts of money in minor units. They are integers, so no rounding error can occur. */

/** Amount in minor units (cents for euros) with its ISO 4217 currency. */
export interface Money {
  readonly minor: number;
  readonly currency: string;
}

/**
 * Creates an amount.
 *
 * @param minor - integer in minor units
 * @param currency - three capital letters
 * @throws RangeError for anything else
 */
export function money(minor: number, currency: string): Money {
  if (!Number.isSafeInteger(minor)) {
    throw new RangeError(`an amount must be a whole number of minor units, got ${minor}`);
  }
  if (!/^[A-Z]{3}$/.test(currency)) {
    throw new RangeError(`a currency is three capital letters, got ${JSON.stringify(currency)}`);
  }
  return { minor, currency };
}

/**
 * Adds two amounts of the same currency.
 *
 * @throws RangeError for different currencies
 */
export function add(left: Money, right: Money): Money {
  if (left.currency !== right.currency) throw new RangeError(`cannot add ${right.currency} to ${left.currency}`);
  return money(left.minor + right.minor, left.currency);
}

/**
 * Multiplies an amount.
 *
 * @param quantity - integer; a negative one gives a negative amount
 */
export function times(amount: Money, quantity: number): Money {
  return money(amount.minor * quantity, amount.currency);
}

/** True for the same amount in the same currency; different currencies are never equal. */
export function equals(left: Money, right: Money): boolean {
  return left.currency === right.currency && left.minor === right.minor;
}

/**
 * Splits an amount by weights. The parts always add up to the whole: what rounding leaves goes to the largest
 * remainders.
 *
 * @param weights - non-negative integers, not all zero
 * @returns one part for each weight, in the same order
 */
export function split(amount: Money, weights: readonly number[]): readonly Money[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total <= 0 || weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0)) {
    throw new RangeError('weights must be whole numbers, none negative, and not all zero');
  }
  const shares = weights.map((weight, index) => {
    // In BigInt: the product of two amounts leaves the safe range of numbers long before the amounts do.
    const product = BigInt(amount.minor) * BigInt(weight);
    return { index, whole: product / BigInt(total), rest: product % BigInt(total) };
  });
  const left = amount.minor - shares.reduce((sum, share) => sum + Number(share.whole), 0);
  const step = Math.sign(left);
  const size = (value: bigint) => (value < 0n ? -value : value);
  const byRest = [...shares].sort((a, b) =>
    size(a.rest) === size(b.rest) ? a.index - b.index : size(a.rest) > size(b.rest) ? -1 : 1,
  );
  const lucky = new Set(byRest.slice(0, Math.abs(left)).map((share) => share.index));
  return shares.map((share) => money(Number(share.whole) + (lucky.has(share.index) ? step : 0), amount.currency));
}

/**
 * Formats an amount for display, with the currency's sign.
 *
 * @param locale - BCP 47 tag
 */
export function format(amount: Money, locale = 'en'): string {
  return formatter(locale, amount.currency).format(amount.minor / 10 ** fractionDigits(amount.currency));
}

const formatters = new Map<string, Intl.NumberFormat>();

/**
 * Formatters are cached, because creating one costs more than formatting a page of prices. There are as many as
 * currencies in the catalogue.
 */
function formatter(locale: string, currency: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  const kept = formatters.get(key) ?? new Intl.NumberFormat(locale, { style: 'currency', currency });
  formatters.set(key, kept);
  return kept;
}

/** Number of digits after the decimal point: 2 for euros, none for yen, 3 for dinars. */
export function fractionDigits(currency: string): number {
  return formatter('en', currency).resolvedOptions().maximumFractionDigits ?? 2;
}

/**
 * Reads an amount as people type it, `12.90` or `12,9`; returns undefined for anything else. Digits are moved and never
 * calculated with, so the result is exact. Thousands separators are refused, because `1.234` may have two meanings.
 *
 * @param currency - decides how many decimal places are accepted
 */
export function parseAmount(text: string, currency: string): Money | undefined {
  const digits = fractionDigits(currency);
  const [, whole, fraction = ''] = /^(\d{1,15})(?:[.,](\d+))?$/.exec(text.trim()) ?? [];
  if (whole === undefined || fraction.length > digits) return undefined;
  const minor = Number(whole + fraction.padEnd(digits, '0'));
  return Number.isSafeInteger(minor) ? money(minor, currency) : undefined;
}

/** Writes an amount for a form field, in the format that `parseAmount` reads. */
export function amountText({ minor, currency }: Money): string {
  const digits = fractionDigits(currency);
  const text = String(Math.abs(minor)).padStart(digits + 1, '0');
  const cut = text.length - digits;
  return `${minor < 0 ? '-' : ''}${text.slice(0, cut)}${digits > 0 ? `.${text.slice(cut)}` : ''}`;
}
