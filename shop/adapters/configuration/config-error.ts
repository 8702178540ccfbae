/** Thrown for an environment variable that is missing or invalid; the message names it. */
export class ConfigError extends Error {
  constructor(
    readonly variable: string,
    problem: string,
  ) {
    super(`environment variable ${variable} ${problem}`);
    this.name = 'ConfigError';
  }
}

/**
 * Returns a part of the configuration that this process needs.
 *
 * @param part - undefined: throws
 * @param variable - environment variable that the error names
 * @throws ConfigError
 */
export function required<T>(part: T | undefined, variable: string): T {
  if (part === undefined) throw new ConfigError(variable, 'is missing: this process cannot work without it');
  return part;
}
