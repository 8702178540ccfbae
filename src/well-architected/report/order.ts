/**
 * Compares two texts by code units, so that no locale changes the order. Returns a number as `Array.sort` expects it.
 */
export function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
