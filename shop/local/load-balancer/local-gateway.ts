import { createServer, IncomingMessage, Server, ServerResponse } from 'http';
import { AddressInfo } from 'net';
import { HEADERS } from '../../../src/contract/headers';
import { log } from '../../adapters/telemetry/log';
import { HTTP_TIMEOUTS, HttpTimeouts } from '../../presentation/storefront/http-timeouts';
import { CannotStart } from '../cannot-start';

/** Handler of a route. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/** Route of the gateway. */
export interface GatewayRoute {
  /** Beginning of the path, as in a listener rule of the load balancer. */
  readonly pathPrefix: string;
  readonly answer: Answer;
}

/** Thrown when the port is in use, or when this user may not open it. */
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

/**
 * Local stand-in of CloudFront and the load balancer: the only port of the shop, in front of storefront and functions.
 * It listens on the loopback interface only.
 */
export class LocalGateway {
  /** Opens the port before everything else starts, so that a port in use is reported at once. */
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

  /** Sets the routes; the first match answers. */
  serve(routes: readonly GatewayRoute[]): void {
    this.routes = routes;
  }

  /** Accepts no more requests and waits for running ones, at most `graceMs`. */
  async close(graceMs: number): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    const timer = setTimeout(() => this.server.closeAllConnections(), graceMs);
    await closed;
    clearTimeout(timer);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = parseTarget(request.url ?? '');
    if (!target) return refuse(response, 400, 'The request does not have a valid address.');
    const hosts = target.host === undefined ? [request.headers.host] : [request.headers.host, target.host];
    if (!hosts.every(isLocal)) return refuse(response, 421, `This shop is for this machine only: open ${this.url}`);
    // The routes expect a path, whichever form the client has chosen.
    request.url = target.path;
    // On AWS the edge sets this header. A given one is kept here, so that a client can simulate the edge.
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
  /** Host of a full address; undefined for a path. */
  readonly host?: string;
}

/** Parses the target of a request: a path, or a full address as proxies receive it (RFC 9112, 3.2). */
function parseTarget(url: string): Target | undefined {
  if (url.startsWith('/')) return { path: url };
  const [, host, path] = /^https?:\/\/([^/?#]+)([/?][^#]*)?$/i.exec(url) ?? [];
  if (host === undefined || !URL.canParse(url)) return undefined;
  return { host, path: path?.startsWith('/') ? path : `/${path ?? ''}` };
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}

/** A website that uses DNS rebinding to reach this machine still sends the name of its host. */
function isLocal(host: string | undefined): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i.test(host ?? '');
}
