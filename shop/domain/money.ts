/** Amounts in minor units: integers only, so that nothing is lost to rounding. */

export interface Money {
  readonly minor: number;
  readonly currency: string;
}

export function money(minor: number, currency: string): Money {
  if (!Number.isSafeInteger(minor)) {
    throw new RangeError(`an amount must be a whole number of minor units, got ${minor}`);
  }
  if (!/^[A-Z]{3}$/.test(currency)) {
    throw new RangeError(`a currency is three capital letters, got ${JSON.stringify(currency)}`);
  }
  return { minor, currency };
}

export function add(left: Money, right: Money): Money {
  if (left.currency !== right.currency) throw new RangeError(`cannot add ${right.currency} to ${left.currency}`);
  return money(left.minor + right.minor, left.currency);
}

export function times(amount: Money, quantity: number): Money {
  return money(amount.minor * quantity, amount.currency);
}

export function equals(left: Money, right: Money): boolean {
  return left.currency === right.currency && left.minor === right.minor;
}

/** Splits by weight so that the parts always add up to the whole: what rounding leaves goes to the largest remainders. */
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

export function format(amount: Money, locale = 'en'): string {
  return formatter(locale, amount.currency).format(amount.minor / 10 ** fractionDigits(amount.currency));
}

const formatters = new Map<string, Intl.NumberFormat>();

/** Kept: making one costs more than a page of prices. As many as the catalogue has currencies. */
function formatter(locale: string, currency: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  const kept = formatters.get(key) ?? new Intl.NumberFormat(locale, { style: 'currency', currency });
  formatters.set(key, kept);
  return kept;
}

/** How many digits follow the decimal point: 2 for euros, none for yen, 3 for dinars. */
export function fractionDigits(currency: string): number {
  return formatter('en', currency).resolvedOptions().maximumFractionDigits ?? 2;
}

/**
 * An amount as people type it, `12.90` or `12,9`; undefined when it is none. Digits are moved, never calculated with, so it is exact.
 * No separators of thousands: `1.234` may mean two things.
 */
export function parseAmount(text: string, currency: string): Money | undefined {
  const digits = fractionDigits(currency);
  const [, whole, fraction = ''] = /^(\d{1,15})(?:[.,](\d+))?$/.exec(text.trim()) ?? [];
  if (whole === undefined || fraction.length > digits) return undefined;
  const minor = Number(whole + fraction.padEnd(digits, '0'));
  return Number.isSafeInteger(minor) ? money(minor, currency) : undefined;
}

/** As `parseAmount` reads it, for the field of a form. */
export function amountText({ minor, currency }: Money): string {
  const digits = fractionDigits(currency);
  const text = String(Math.abs(minor)).padStart(digits + 1, '0');
  const cut = text.length - digits;
  return `${minor < 0 ? '-' : ''}${text.slice(0, cut)}${digits > 0 ? `.${text.slice(cut)}` : ''}`;
}
