/** A variable that is missing or cannot be used; the message names it. */
export class ConfigError extends Error {
  constructor(
    readonly variable: string,
    problem: string,
  ) {
    super(`environment variable ${variable} ${problem}`);
    this.name = 'ConfigError';
  }
}

/** Turns an optional part into one that is there, or says which variable would have brought it. */
export function required<T>(part: T | undefined, variable: string): T {
  if (part === undefined) throw new ConfigError(variable, 'is missing: this process cannot work without it');
  return part;
}
