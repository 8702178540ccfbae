import { InvalidInput, readObject, readOptionalLabelText, LABEL, readPersonName, readLabelText } from './validation';

/** Postal address of a delivery. */
export interface Address {
  readonly name: string;
  readonly line1: string;
  readonly line2?: string;
  readonly postalCode: string;
  readonly city: string;
  /** Country code of ISO 3166-1 alpha-2, such as `DE`. */
  readonly country: string;
}

/** Reads an address from untrusted input. Each line must fit on a parcel label, and none may contain a site address. */
export function readAddress(value: unknown): Address {
  const fields = readObject(value, 'address');
  const line2 = readOptionalLabelText(fields.line2, 'address.line2', LABEL.line);
  return {
    name: readPersonName(fields.name, 'address.name'),
    line1: readLabelText(fields.line1, 'address.line1', LABEL.line),
    ...(line2 === undefined ? {} : { line2 }),
    postalCode: readLabelText(fields.postalCode, 'address.postalCode', LABEL.postalCode),
    city: readLabelText(fields.city, 'address.city', LABEL.city),
    country: readCountry(fields.country),
  };
}

function readCountry(value: unknown): string {
  if (typeof value !== 'string' || !/^[A-Z]{2}$/.test(value)) {
    throw new InvalidInput('address.country', 'must be a country code such as DE');
  }
  return value;
}

/**
 * Compares all parts of two addresses, exactly and with upper and lower case.
 *
 * @param other - an absent `line2` equals only an absent one
 */
export function isSameAddress(one: Address, other: Address): boolean {
  return (['name', 'line1', 'line2', 'postalCode', 'city', 'country'] as const).every(
    (part) => one[part] === other[part],
  );
}
