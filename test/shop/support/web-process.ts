import { ChildProcess, execFileSync, spawn } from 'child_process';
import { once } from 'events';
import { createServer } from 'net';
import { join } from 'path';
import { createInterface } from 'readline';
import { clockEnvironment } from '../../support/clock-environment';

export const ROOT = join(__dirname, '../../..');

/** Ends only a test that hangs: the tests do not measure how long a step takes on a busy machine. */
export const LONGEST_WAIT_MS = 90_000;

/** Builds the bundles when they are older than the sources. */
export function makeBundles(): void {
  execFileSync(process.execPath, [join(ROOT, 'shop/bundle.mjs')], { stdio: 'pipe' });
}

export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
      .once('error', reject)
      .listen(0, '127.0.0.1', () => {
        const address = probe.address();
        probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
      });
  });
}

/** Built web server in a separate process, as a server runs it. */
export class WebProcess {
  static async start(engine: 'postgres' | 'mysql', environment: Readonly<Record<string, string>>): Promise<WebProcess> {
    for (let tries = 5; ; tries -= 1) {
      try {
        return await WebProcess.startOn(await freePort(), engine, environment);
      } catch (error) {
        // Another process has taken the port since it was free.
        if (tries === 1 || !String(error).includes('EADDRINUSE')) throw error;
      }
    }
  }

  private static async startOn(
    port: number,
    engine: 'postgres' | 'mysql',
    environment: Readonly<Record<string, string>>,
  ): Promise<WebProcess> {
    const child = spawn(process.execPath, [join(ROOT, 'assets/web', engine, 'server.js')], {
      env: {
        PATH: process.env.PATH,
        ...clockEnvironment(),
        NODE_NO_WARNINGS: '1',
        AWS_EC2_METADATA_DISABLED: 'true',
        PORT: String(port),
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const web = new WebProcess(child, port);
    await web.logged('listening');
    return web;
  }

  readonly lines: Record<string, unknown>[] = [];
  readonly ended: Promise<number | null>;
  private complaint = '';

  private constructor(
    private readonly child: ChildProcess,
    private readonly port: number,
  ) {
    this.ended = once(child, 'exit').then(([code]) => code as number | null);
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream! }).on('line', (line) => {
        if (line.startsWith('{')) this.lines.push(JSON.parse(line) as Record<string, unknown>);
        else this.complaint += `${line}\n`;
      });
    }
  }

  async get(path: string): Promise<Response> {
    return fetch(`http://127.0.0.1:${this.port}${path}`, { headers: { connection: 'close' } });
  }

  signal(name: NodeJS.Signals = 'SIGTERM'): void {
    this.child.kill(name);
  }

  async logged(message: string): Promise<void> {
    await until(
      () => this.child.exitCode !== null || this.lines.some((line) => line.message === message),
      `the line "${message}"`,
    );
    if (this.child.exitCode !== null) {
      throw new Error(`the server ended: ${JSON.stringify(this.lines)} ${this.complaint}`);
    }
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null) this.child.kill('SIGKILL');
    await this.ended;
  }
}

export async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const end = performance.now() + LONGEST_WAIT_MS; !(await condition());) {
    if (performance.now() > end) throw new Error(`not within ${LONGEST_WAIT_MS / 1_000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
