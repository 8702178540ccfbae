/**
 * Log with one JSON object in each line, as metric filters and log queries read it. Callers pass ids, never personal
 * data. Lines are written to the stream itself, because under Lambda's JSON format `console` would put the line, as a
 * text, into a field of another object.
 */
import { types } from 'util';
import { Log, LogFields } from '../../ports/log';

/** Level of a log line. */
export type LogLevel = 'INFO' | 'WARN' | 'ERROR';

/** Destination of log lines; tests and the local shop replace it. */
export const output = {
  line: (text: string): void => {
    process.stdout.write(`${text}\n`);
  },
};

/** Writes an entry as a line; functions add the data of the invocation (`call-log.ts`). */
export type LogWriter = (level: LogLevel, message: string, fields: LogFields) => void;

const plain: LogWriter = (level, message, fields) =>
  output.line(
    JSON.stringify({ level, message, ...fields }, (_key, value: unknown) =>
      types.isNativeError(value) ? describeError(value) : value,
    ),
  );

let write = plain;

/** Replaces the writer; undefined restores the plain one. */
export function writeLogBy(writer: LogWriter | undefined): void {
  write = writer ?? plain;
}

export const log: Log = {
  info: (message: string, fields: LogFields = {}): void => write('INFO', message, fields),
  warn: (message: string, fields: LogFields = {}): void => write('WARN', message, fields),
  error: (message: string, fields: LogFields = {}): void => write('ERROR', message, fields),
};

/** Leaves out what drivers add to their errors: some repeat the row, and with it personal data. */
export function describeError(
  error: Error,
): Readonly<Record<'name' | 'message', string>> & { readonly stack?: string } {
  return { name: error.name, message: error.message, stack: error.stack };
}
