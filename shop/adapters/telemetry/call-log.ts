/** Log of functions. Powertools adds time, request and trace to each line, so that a line leads to its invocation. */
import { types } from 'util';
import type { Context } from 'aws-lambda';
import { describeError, output, writeLogBy } from './log';
import { Logger } from './powertools';
import { SERVICE } from './service';
import { LogFields } from '../../ports/log';

/** Writes to the same output as every other line of the shop. */
class LineLogger extends Logger {
  protected override printLog(_level: number, item: Parameters<Logger['printLog']>[1]): void {
    item.prepareForPrint();
    output.line(JSON.stringify(item.getAttributes(), this.getJsonReplacer()));
  }
}

let logger: LineLogger | undefined;

/** Adds the invocation's data to every later line of the log. */
export function logCall(context: Context | undefined): void {
  const current = (logger ??= new LineLogger({ serviceName: SERVICE }));
  if (context) current.addContext(context);
  writeLogBy((level, message, fields) => {
    const extra = withErrors(fields);
    if (level === 'ERROR') current.error(message, extra);
    else if (level === 'WARN') current.warn(message, extra);
    else current.info(message, extra);
  });
}

function withErrors(fields: LogFields): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, types.isNativeError(value) ? describeError(value) : value]),
  );
}
