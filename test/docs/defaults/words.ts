/** Quantities as the documents write them. */

/** Values by their names. */
export type Values = Readonly<Record<string, string>>;

export const seconds = (value: number | string) => counted(Number(value), 'second');
export const minutes = (value: number) => counted(value, 'minute');
export const hours = (value: number) => counted(value, 'hour');
export const days = (value: number) => counted(value, 'day');
export const list = (values: readonly (number | string)[]) => values.join(', ');

function counted(value: number, unit: string): string {
  return `${value} ${unit}${value === 1 ? '' : 's'}`;
}
