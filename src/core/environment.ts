import { invalid } from './validation';

/** Refuses a variable that matches one of the patterns: the architecture sets it itself. */
export function requireFreeName(prop: string, name: string, ...reserved: readonly RegExp[]): void {
  if (reserved.some((pattern) => pattern.test(name))) {
    invalid({
      prop,
      expected: 'a map without names that the architecture sets itself',
      got: name,
      fix: 'rename the variable',
    });
  }
}
