/** By code units, so that no locale changes the order. */
export function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
