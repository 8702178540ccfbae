/** A range of IPv4 addresses as numbers. */
export interface IpRange {
  readonly first: number;
  readonly last: number;

  /** Number of the 32 bits that are fixed. */
  readonly prefix: number;
}

const BITS = 32;
const OCTET = 256;
const CIDR = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;

/** Returns the range of a text such as `10.0.0.0/24`; undefined for other texts. */
export function ipRange(text: unknown): IpRange | undefined {
  const match = CIDR.exec(String(text));
  if (!match) return undefined;
  const [, ...numbers] = match;
  const prefix = Number(numbers.pop());
  const size = 2 ** (BITS - prefix);
  const address = numbers.reduce((total, octet) => total * OCTET + Number(octet), 0);
  const first = Math.floor(address / size) * size;
  return { first, last: first + size - 1, prefix };
}

export function overlap(one: IpRange, other: IpRange): boolean {
  return one.first <= other.last && other.first <= one.last;
}
