/** Meaning of a failed database call for its caller. Adapters map their drivers' errors to these. */
export type StoreProblem = 'unavailable' | 'schema' | 'other';

/** Failed database call; the driver's error is the cause. */
export class StoreError extends Error {
  constructor(
    readonly problem: StoreProblem,
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'StoreError';
  }
}
