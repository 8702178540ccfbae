import { ulid } from 'ulid';
import { Form } from './forms';
import { SavedAddress } from '../../domain/accounts/customer';
import { Address } from '../../domain/address';
import { InvalidInput, LABEL, readLabelText, readOptionalLabelText, readPersonName } from '../../domain/validation';

/** Countries that the shop delivers to: codes of ISO 3166-1 alpha-2. */
const CODES = [
  'AT',
  'BE',
  'BG',
  'HR',
  'CY',
  'CZ',
  'DK',
  'EE',
  'FI',
  'FR',
  'DE',
  'GR',
  'HU',
  'IE',
  'IT',
  'LV',
  'LT',
  'LU',
  'MT',
  'NL',
  'PL',
  'PT',
  'RO',
  'SK',
  'SI',
  'ES',
  'SE',
  'AU',
  'CA',
  'CH',
  'GB',
  'IS',
  'JP',
  'LI',
  'NO',
  'NZ',
  'US',
];

const names = new Intl.DisplayNames('en', { type: 'region' });

/** Codes and English names of the countries, sorted by name. */
export const COUNTRIES: readonly (readonly [string, string])[] = CODES.map(
  (code) => [code, names.of(code) ?? code] as const,
).sort((a, b) => a[1].localeCompare(b[1], 'en'));

/** Returns the English name of a country, or the text itself when it is no country code. */
export function countryName(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code;
}

/** Reads an address; undefined when a field is wrong, after all fields have been checked. */
export function readAddressForm(form: Form): Address | undefined {
  const text = (field: string, label: string, maximum: number) =>
    form.read(field, label, (value, what) => readLabelText(value, what, maximum));
  const name = form.read('name', 'Full name', readPersonName);
  const line1 = text('line1', 'Street and number', LABEL.line);
  const line2 = form.read('line2', 'Address addition', (value, label) =>
    readOptionalLabelText(value.trim(), label, LABEL.line),
  );
  const postalCode = text('postalCode', 'Postal code', LABEL.postalCode);
  const city = text('city', 'City', LABEL.city);
  const country = form.read('country', 'Country', readCountry);
  if (
    name === undefined ||
    line1 === undefined ||
    postalCode === undefined ||
    city === undefined ||
    country === undefined
  ) {
    return undefined;
  }
  if (form.problem('line2') !== undefined) return undefined;
  return { name, line1, ...(line2 === undefined ? {} : { line2 }), postalCode, city, country };
}

/** Returns the values of the address fields; without an address the country is Germany. */
export function addressValues(address: Address | undefined): Readonly<Record<string, string | undefined>> {
  return { country: 'DE', ...address };
}

/** Gives an address an id, with which the customer can remove it. */
export function newAddress(address: Address): SavedAddress {
  return { id: ulid(), address };
}

function readCountry(value: string, field: string): string {
  if (!CODES.includes(value)) throw new InvalidInput(field, 'must be one that we deliver to');
  return value;
}
