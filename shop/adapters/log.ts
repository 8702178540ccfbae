/**
 * One JSON object a line, as metric filters and log queries read it. Callers pass ids, never people's data.
 * Written to the stream itself: under Lambda's JSON format `console` would put the line, as a text, into a field of another object.
 */
import { types } from 'util';

export type LogFields = Readonly<Record<string, unknown>>;

type Level = 'INFO' | 'WARN' | 'ERROR';

/** Where the lines go. */
export const output = {
  line: (text: string): void => {
    process.stdout.write(`${text}\n`);
  },
};

export const log = {
  info: (message: string, fields: LogFields = {}): void => output.line(line('INFO', message, fields)),
  warn: (message: string, fields: LogFields = {}): void => output.line(line('WARN', message, fields)),
  error: (message: string, fields: LogFields = {}): void => output.line(line('ERROR', message, fields)),
};


function line(level: Level, message: string, fields: LogFields): string {
  return JSON.stringify({ level, message, ...fields }, (_key, value: unknown) => (types.isNativeError(value) ? describe(value) : value));
}

function describe(error: Error): LogFields {
  return { name: error.name, message: error.message, stack: error.stack };
}
