import { createServer, IncomingMessage, Server, ServerResponse } from 'http';
import { AddressInfo } from 'net';
import { HEADERS } from '../../../src/contract/headers';
import { log } from '../../adapters/telemetry/log';
import { HTTP_TIMEOUTS, HttpTimeouts } from '../../presentation/storefront/http-timeouts';
import { CannotStart } from '../cannot-start';

export type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

export interface GatewayRoute {
  /** Of the path, as the load balancer's rules name it. */
  readonly pathPrefix: string;
  readonly answer: Answer;
}

/** The port is taken, or this user may not have it. */
export class PortUnavailable extends CannotStart {
  constructor(port: number, code: string) {
    super(
      code === 'EACCES'
        ? `port ${port} is not open to this user: choose one from 1024 on with --port`
        : `port ${port} is in use: choose another one with --port, such as --port ${port < 65_535 ? port + 1 : 8080}`,
    );
    this.name = 'PortUnavailable';
  }
}

const NOT_READY: Answer = (_, response) => {
  response
    .writeHead(503, { 'retry-after': '1', 'content-type': 'text/plain; charset=utf-8' })
    .end('The shop is starting.\n');
};

/** The one port of the shop: what is the load balancer's in the cloud, in front of storefront and functions. Open on this machine only. */
export class LocalGateway {
  /** Before anything else is started, so that a port that is taken is known at once. */
  static async open(port: number, timeouts: HttpTimeouts = HTTP_TIMEOUTS): Promise<LocalGateway> {
    const gateway = new LocalGateway(timeouts);
    await new Promise<void>((resolve, reject) => {
      gateway.server.once('error', (error: NodeJS.ErrnoException) => {
        reject(error.code === 'EADDRINUSE' || error.code === 'EACCES' ? new PortUnavailable(port, error.code) : error);
      });
      gateway.server.listen(port, '127.0.0.1', resolve);
    });
    return gateway;
  }

  private readonly server: Server;
  private routes: readonly GatewayRoute[] = [{ pathPrefix: '/', answer: NOT_READY }];

  private constructor(timeouts: HttpTimeouts) {
    this.server = createServer({ ...timeouts }, (request, response) => void this.answer(request, response));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The first that matches answers. */
  serve(routes: readonly GatewayRoute[]): void {
    this.routes = routes;
  }

  /** Takes no more requests and waits for those that run; after `graceMs` it waits no longer. */
  async close(graceMs: number): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    const timer = setTimeout(() => this.server.closeAllConnections(), graceMs);
    await closed;
    clearTimeout(timer);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = parseTarget(request.url ?? '');
    if (!target) return refuse(response, 400, 'This is no address.');
    const hosts = target.host === undefined ? [request.headers.host] : [request.headers.host, target.host];
    if (!hosts.every(isLocal)) return refuse(response, 421, `This shop is for this machine only: open ${this.url}`);
    // As the routes expect it, whichever form the client has chosen.
    request.url = target.path;
    // The edge writes it in the cloud. One that is given is kept: here whoever asks may play the edge.
    request.headers[HEADERS.viewerAddress] ||= request.socket.remoteAddress;
    const route = this.routes.find(({ pathPrefix }) => target.path.split('?')[0].startsWith(pathPrefix));
    if (!route) return refuse(response, 404, 'There is nothing here.');
    try {
      await route.answer(request, response);
    } catch (error) {
      log.error('request failed', { error });
      if (!response.headersSent) response.writeHead(500);
      response.end();
    }
  }
}

interface Target {
  /** Path and query. */
  readonly path: string;
  /** Of a whole address only. */
  readonly host?: string;
}

/** Reads what a request asks for: a path, or a whole address as proxies get it (RFC 9112, 3.2). */
function parseTarget(url: string): Target | undefined {
  if (url.startsWith('/')) return { path: url };
  const [, host, path] = /^https?:\/\/([^/?#]+)([/?][^#]*)?$/i.exec(url) ?? [];
  if (host === undefined || !URL.canParse(url)) return undefined;
  return { host, path: path?.startsWith('/') ? path : `/${path ?? ''}` };
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}

/** A website whose name was made to lead to this machine (DNS rebinding) still sends its own name. */
function isLocal(host: string | undefined): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i.test(host ?? '');
}
