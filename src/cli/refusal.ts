import { ExitCode } from './exit-code';

/** Error that ends a command with a message to the user and without a stack trace. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly code: ExitCode = ExitCode.REFUSED,
  ) {
    super(message);
  }
}
