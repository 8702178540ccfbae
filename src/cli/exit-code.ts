/** The exit codes of all commands. */
export enum ExitCode {
  /** Nothing to complain about. */
  OK = 0,

  /** Something counts that was found, or the command could not do its work. */
  FAILED = 1,

  /** A call that cannot be answered. */
  REFUSED = 2,
}
