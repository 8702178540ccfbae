/** What a failed database call means for its caller; adapters map their driver's errors to these. */
export type StoreProblem = 'unavailable' | 'schema' | 'other';

export class StoreError extends Error {
  constructor(
    readonly problem: StoreProblem,
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'StoreError';
  }
}
