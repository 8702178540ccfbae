/** Exit codes of all commands. */
export enum ExitCode {
  /** The command succeeded, and no finding counts. */
  OK = 0,

  /** A finding counts, or the command failed. */
  FAILED = 1,

  /** The arguments or the files that they name are invalid. */
  REFUSED = 2,
}
