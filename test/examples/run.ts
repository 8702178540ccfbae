import { execFile, spawn } from 'child_process';
import { once } from 'events';
import { join } from 'path';
import { pathToFileURL } from 'url';
import { promisify } from 'util';
import { EXAMPLES } from '../support/example';

const RESULT = 'RESULT ';

export interface Invocation {
  readonly result: unknown;
  readonly log: string;
}

/** Calls a handler of an example as Lambda does: in a separate process, with the environment of the function. */
export async function invoke(
  file: string,
  event: unknown,
  environment: Record<string, string> = {},
): Promise<Invocation> {
  const script = `
    const { handler } = await import(${JSON.stringify(pathToFileURL(join(EXAMPLES, file)).href)});
    console.log(${JSON.stringify(RESULT)} + JSON.stringify(await handler(JSON.parse(process.argv[1]))));`;
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', script, JSON.stringify(event)],
    {
      env: { PATH: process.env.PATH, NODE_NO_WARNINGS: '1', ...environment },
    },
  );
  const lines = stdout.split('\n');
  const found = lines.find((line) => line.startsWith(RESULT)) ?? '';
  return {
    result: JSON.parse(found.slice(RESULT.length)),
    log: [...lines.filter((line) => line !== found), stderr].join('\n'),
  };
}

/** Returns a batch of messages as a queue delivers it; the ids are `m1`, `m2`, ... */
export function batch(...bodies: (string | object)[]): object {
  return {
    Records: bodies.map((body, index) => ({
      messageId: `m${index + 1}`,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })),
  };
}

export interface RunningServer {
  readonly get: (path: string) => Promise<Response>;
  /** Stops it with SIGTERM and returns its exit code. */
  readonly stop: () => Promise<number | null>;
}

/** Starts the server of an example on a free port. */
export async function serve(folder: string, environment: Record<string, string>): Promise<RunningServer> {
  const child = spawn(process.execPath, ['server.mjs'], {
    cwd: join(EXAMPLES, folder),
    env: { PATH: process.env.PATH, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const [line] = await Promise.race([
    once(child.stdout, 'data'),
    ended.then(([code]) => {
      throw new Error(`${folder} ended with ${code}`);
    }),
  ]);
  const { port } = JSON.parse(String(line));
  return {
    get: async (path) => fetch(`http://127.0.0.1:${port}${path}`, { headers: { connection: 'close' } }),
    stop: async () => {
      child.kill('SIGTERM');
      const [code] = await ended;
      return code;
    },
  };
}
