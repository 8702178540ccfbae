import { ChildProcess, spawn } from 'child_process';
import { once } from 'events';
import { Agent, request } from 'http';
import { createInterface } from 'readline';
import { builtFile, rememberProcess, until } from './test-folder';
import { freePort } from '../../shop/support/web-process';

const KEPT_LINES = 50;

/** Built storefront as a process, with connections that are kept open as by the load balancer. */
export class WebServer {
  static async start(bundle: 'postgres' | 'mysql', environment: Readonly<Record<string, string>>): Promise<WebServer> {
    const port = await freePort();
    const child = spawn(process.execPath, [builtFile('web', bundle, 'server.js')], {
      env: {
        PATH: process.env.PATH,
        SERVICES_FOLDER: process.env.SERVICES_FOLDER,
        NODE_NO_WARNINGS: '1',
        AWS_EC2_METADATA_DISABLED: 'true',
        INSECURE_COOKIES: 'true',
        PORT: String(port),
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (child.pid !== undefined) rememberProcess(child.pid);
    const server = new WebServer(child, port);
    await until(async () => {
      if (!server.alive) throw new Error(`the web server ended: ${server.troubles.join('\n')}`);
      return (await server.get('/healthz')) === 200 && (await server.get('/')) === 200;
    }, 'the web server');
    return server;
  }

  readonly troubles: string[] = [];
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 512 });
  private visitors = 0;

  private constructor(
    private readonly child: ChildProcess,
    private readonly port: number,
  ) {
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', (line) => this.note(line));
    }
  }

  get alive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /**
   * Returns the status, or 0 when no answer arrived. Each request has another address, because limits count by visitor.
   */
  async get(path: string, session?: string): Promise<number> {
    return (await this.ask(path, session === undefined ? {} : { cookie: `session=${session}` })).status;
  }

  async ask(
    path: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<{ readonly status: number; readonly body: string }> {
    this.visitors += 1;
    const byte = (divisor: number) => Math.floor(this.visitors / divisor) % 256;
    const address = `10.${byte(65_536)}.${byte(256)}.${byte(1)}`;
    return new Promise((resolve) => {
      const failed = () => resolve({ status: 0, body: '' });
      const call = request(
        {
          host: '127.0.0.1',
          port: this.port,
          path,
          agent: this.agent,
          headers: { 'x-shop-viewer-address': address, ...headers },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response
            .on('data', (chunk: Buffer) => chunks.push(chunk))
            .on('error', failed)
            .on('end', () =>
              resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
            );
        },
      );
      call.on('error', failed);
      call.setTimeout(20_000, () => call.destroy());
      call.end();
    });
  }

  async stop(): Promise<void> {
    this.agent.destroy();
    if (!this.alive) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }

  private note(line: string): void {
    if (line.includes('"level":"INFO"')) return;
    this.troubles.push(line);
    if (this.troubles.length > KEPT_LINES) this.troubles.shift();
  }
}
