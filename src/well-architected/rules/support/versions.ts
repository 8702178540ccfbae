const MINORS = 1000;

/**
 * Returns a number that grows with the first version in a text: that of `python3.14` is greater than that of
 * `python3.9`.
 */
export function versionOf(text: string): number {
  const [, major, minor = '0'] = /(\d+)(?:\.(\d+))?/.exec(text) ?? [];
  return Number(major) * MINORS + Number(minor);
}
