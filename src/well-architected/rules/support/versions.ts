const MINORS = 1000;

/** A number that grows with the first version in a text: `python3.14` is more than `python3.9`. */
export function versionOf(text: string): number {
  const [, major, minor = '0'] = /(\d+)(?:\.(\d+))?/.exec(text) ?? [];
  return Number(major) * MINORS + Number(minor);
}
