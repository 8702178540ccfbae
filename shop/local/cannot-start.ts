/** Thrown for a problem that only the user can solve; printed without a stack trace. */
export class CannotStart extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CannotStart';
  }
}
