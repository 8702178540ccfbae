import { ExitCode } from './exit-code';

/** Why a command does not run, as one line for the user. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly code: ExitCode = ExitCode.REFUSED,
  ) {
    super(message);
  }
}
