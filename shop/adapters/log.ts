/** One JSON object a line, as metric filters and log queries read it. Callers pass ids, never people's data. */
import { types } from 'util';

export type LogFields = Readonly<Record<string, unknown>>;

type Level = 'INFO' | 'WARN' | 'ERROR';

export const log = {
  info: (message: string, fields: LogFields = {}): void => console.log(line('INFO', message, fields)),
  warn: (message: string, fields: LogFields = {}): void => console.warn(line('WARN', message, fields)),
  error: (message: string, fields: LogFields = {}): void => console.error(line('ERROR', message, fields)),
};

function line(level: Level, message: string, fields: LogFields): string {
  return JSON.stringify({ level, message, ...fields }, (_key, value: unknown) => (types.isNativeError(value) ? describe(value) : value));
}

function describe(error: Error): LogFields {
  return { name: error.name, message: error.message, stack: error.stack };
}
