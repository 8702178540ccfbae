/** Requests over the network, with exactly what a caller sends. */
import { Agent, IncomingHttpHeaders, request } from 'http';
import { AccessShop } from './access-shop';
import { Identity } from './people';
import { writeRememberedOrders } from '../../../../shop/presentation/http/remembered-orders';

/** Header of the browser about the page of the form; `nowhere`: none is sent. */
export type Source = 'here' | 'elsewhere' | 'nowhere';

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly identity?: Identity;
  readonly source?: Source;
}

export interface Answered {
  readonly status: number;
  readonly location: string;
  readonly body: string;
  /** Headers and body, for searches. */
  readonly text: string;
  /** Everything that was sent. */
  readonly sent: string;
}

const HOST = 'shop.example.com';

export class Client {
  calls = 0;
  private readonly agent = new Agent({ keepAlive: true });

  constructor(private readonly shop: AccessShop) {}

  async ask(call: Call): Promise<Answered> {
    this.calls += 1;
    const { path, body, headers } = this.written(call);
    const sent = [path, body ?? '', ...Object.values(headers)].map(decoded).join('\n');
    return new Promise((resolve, reject) => {
      const target = {
        host: '127.0.0.1',
        port: this.shop.portOf(path),
        method: call.method,
        path,
        headers,
        agent: this.agent,
      };
      request(target, (response) => {
        let text = '';
        response
          .setEncoding('utf8')
          .on('data', (chunk) => {
            text += chunk;
          })
          .on('error', reject)
          .on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              location: response.headers.location ?? '',
              body: text,
              text: `${headerText(response.headers)}\n${text}`,
              sent,
            }),
          );
      })
        .on('error', reject)
        .end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }

  private written({ method, path, query, form, json, headers = {}, identity = {}, source = 'here' }: Call) {
    const body = json !== undefined ? JSON.stringify(json) : form && new URLSearchParams(form).toString();
    const type = json !== undefined ? 'application/json' : 'application/x-www-form-urlencoded';
    const cookies = [
      ...(identity.session === undefined ? [] : [`__Host-session=${encodeURIComponent(identity.session)}`]),
      ...(identity.orders === undefined
        ? []
        : [`__Host-orders=${encodeURIComponent(writeRememberedOrders(identity.orders))}`]),
    ];
    return {
      path: query ? `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams(query).toString()}` : path,
      body,
      headers: {
        host: HOST,
        // Another address each time, because limits count by visitor and would change the answers.
        'x-shop-viewer-address': `10.0.${Math.floor(this.calls / 250) % 250}.${this.calls % 250}`,
        ...(body === undefined ? {} : { 'content-type': type, 'content-length': String(Buffer.byteLength(body)) }),
        ...(method === 'GET' || method === 'HEAD' || source === 'nowhere' ? {} : sourceHeaders(source)),
        ...(cookies.length === 0 ? {} : { cookie: cookies.join('; ') }),
        ...(identity.bearer === undefined ? {} : { authorization: `Bearer ${identity.bearer}` }),
        ...headers,
      } as Record<string, string>,
    };
  }
}

function sourceHeaders(source: 'here' | 'elsewhere'): Record<string, string> {
  return source === 'here'
    ? { origin: `https://${HOST}`, 'sec-fetch-site': 'same-origin' }
    : { origin: 'https://evil.example.net', 'sec-fetch-site': 'cross-site' };
}

function headerText(headers: IncomingHttpHeaders): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${decoded(String(value))}`)
    .join('\n');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    return text;
  }
}
