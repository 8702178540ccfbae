/** Converts the log's JSON lines to short lines for a person at the terminal. */

/** Fields that are useful only for searches in logs of many machines. */
const LEFT_OUT = new Set([
  'level',
  'message',
  'timestamp',
  'trace',
  'event',
  'method',
  'path',
  'route',
  'status',
  'ms',
  'error',
  'service',
  'sampling_rate',
  'cold_start',
  'xray_trace_id',
]);

/**
 * Converts a line of the log; undefined when it is not meant for people.
 *
 * @param line - JSON object; any other text is returned unchanged
 * @param now - time that the line shows
 */
export function readable(line: string, now: Date): string | undefined {
  const fields = parse(line);
  if (!fields) return line;
  // Metrics in the embedded format.
  if ('_aws' in fields) return undefined;
  const { level, message, error } = fields;
  const details = Object.entries(fields)
    .filter(([name, value]) => !LEFT_OUT.has(name) && value !== undefined)
    .map(([name, value]) => `${name}=${plain(value)}`);
  const mark = level === 'ERROR' || level === 'WARN' ? `${level.toLowerCase()}: ` : '';
  return [
    `${now.toTimeString().slice(0, 8)} `,
    `${mark}${message === 'request' ? request(fields) : plain(message)}`,
    ...details,
    ...(error === undefined ? [] : [problem(error)]),
  ].join(' ');
}

function request({ method, path, route, status, ms }: Readonly<Record<string, unknown>>): string {
  return `${plain(method)} ${plain(path ?? route ?? '(no such route)')} ${plain(status)} ${plain(ms)} ms`;
}

function problem(error: unknown): string {
  const { stack, message } =
    typeof error === 'object' && error !== null
      ? (error as Record<string, unknown>)
      : { stack: undefined, message: error };
  return `\n${plain(stack ?? message)}`.replace(/\n/g, '\n         ');
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function parse(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
