/** Fields of a log line: ids, never personal data. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Structured log. */
export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}
