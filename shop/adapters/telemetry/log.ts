/**
 * One JSON object a line, as metric filters and log queries read it. Callers pass ids, never people's data.
 * Written to the stream itself: under Lambda's JSON format `console` would put the line, as a text, into a field of another object.
 */
import { types } from 'util';
import { Log, LogFields } from '../../ports/log';

export type LogLevel = 'INFO' | 'WARN' | 'ERROR';

/** Where the lines go. */
export const output = {
  line: (text: string): void => {
    process.stdout.write(`${text}\n`);
  },
};

/** What makes a line of an entry; functions add what Lambda knows of the call (`call-log.ts`). */
export type LogWriter = (level: LogLevel, message: string, fields: LogFields) => void;

const plain: LogWriter = (level, message, fields) =>
  output.line(
    JSON.stringify({ level, message, ...fields }, (_key, value: unknown) =>
      types.isNativeError(value) ? describeError(value) : value,
    ),
  );

let write = plain;

/** Undefined: the plain one again. */
export function writeLogBy(writer: LogWriter | undefined): void {
  write = writer ?? plain;
}

export const log: Log = {
  info: (message: string, fields: LogFields = {}): void => write('INFO', message, fields),
  warn: (message: string, fields: LogFields = {}): void => write('WARN', message, fields),
  error: (message: string, fields: LogFields = {}): void => write('ERROR', message, fields),
};

/** Not what drivers add to their errors: some repeat the row, and with it somebody's address. */
export function describeError(
  error: Error,
): Readonly<Record<'name' | 'message', string>> & { readonly stack?: string } {
  return { name: error.name, message: error.message, stack: error.stack };
}
