/**
 * A browser without scripts: it keeps cookies, follows no redirects, and sends the headers of a browser with each form.
 *
 *   const ada = new Browser(app);
 *   const page = await ada.get('/products/01J...');
 *   await ada.submit(page, '/cart/add', { quantity: '2' });       // the page's own form, hidden fields included
 *   await ada.post('/cart/add', { quantity: '2' });                // a form made by hand
 */
import { IncomingHttpHeaders, request, RequestOptions } from 'http';
import { AddressInfo } from 'net';
import { FastifyInstance } from 'fastify';

export interface Page {
  readonly status: number;
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
  readonly location: string;
}

export type FormFields = Readonly<Record<string, string | readonly string[]>>;

const HOST = 'shop.example.com';
const ENTITIES = /&#(\d+);/g;

export class Browser {
  readonly cookies = new Map<string, string>();

  /** @param address - visitor's address in the header of the edge */
  constructor(
    private readonly app: FastifyInstance,
    readonly address = '198.51.100.7',
  ) {}

  async get(url: string, headers: Record<string, string> = {}): Promise<Page> {
    return this.send('GET', url, undefined, headers);
  }

  async post(url: string, fields: FormFields | string, headers: Record<string, string> = {}): Promise<Page> {
    const body = typeof fields === 'string' ? fields : encode(fields);
    return this.send('POST', url, body, {
      origin: `https://${HOST}`,
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    });
  }

  /** Fills in and sends the first form of the page that is posted to the path. */
  async submit(
    page: Page,
    action: string,
    fields: FormFields = {},
    headers: Record<string, string> = {},
  ): Promise<Page> {
    return this.post(action, { ...formOf(page.body, action), ...fields }, headers);
  }

  /** Follows the redirect of an answer. */
  async follow({ location }: Page): Promise<Page> {
    return this.get(location);
  }

  private async send(
    method: 'GET' | 'POST',
    path: string,
    body: string | undefined,
    headers: Record<string, string>,
  ): Promise<Page> {
    if (!this.app.server.listening) await this.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = this.app.server.address() as AddressInfo;
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const page = await ask(
      {
        port,
        method,
        path,
        headers: {
          host: HOST,
          'x-shop-viewer-address': this.address,
          ...(cookie === '' ? {} : { cookie }),
          ...headers,
        },
      },
      body,
    );
    for (const each of page.headers['set-cookie'] ?? []) this.keep(each);
    return page;
  }

  private keep(setCookie: string): void {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(setCookie) ?? [];
    if (/; Max-Age=0/.test(setCookie)) this.cookies.delete(name);
    else this.cookies.set(name, decodeURIComponent(value));
  }
}

/** Sends a request by Node's client, which changes neither headers nor addresses. */
async function ask(options: RequestOptions, body: string | undefined): Promise<Page> {
  return new Promise((resolve, reject) => {
    const call = request(
      {
        host: '127.0.0.1',
        agent: false,
        ...options,
        headers: { ...options.headers, 'content-length': Buffer.byteLength(body ?? '') },
      },
      (response) => {
        let text = '';
        response
          .setEncoding('utf8')
          .on('data', (chunk) => {
            text += chunk;
          })
          .on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              body: text,
              headers: response.headers,
              location: response.headers.location ?? '',
            }),
          );
      },
    );
    call.on('error', reject).end(body);
  });
}

export function formOf(body: string, action: string): Record<string, string | string[]> {
  const form = [...body.matchAll(/<form[^>]*action="([^"]+)"[^>]*>([\s\S]*?)<\/form>/g)].find(
    ([, target]) => unescape(target) === action,
  )?.[2];
  if (form === undefined) throw new Error(`the page has no form to ${action}`);
  const fields: Record<string, string | string[]> = {};
  const put = (name: string, value: string) => {
    const present = fields[name];
    fields[name] = present === undefined ? value : [...(Array.isArray(present) ? present : [present]), value];
  };
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const attribute = (name: string) => unescape(new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
    if (attribute('type') === 'checkbox' && !/ checked/.test(tag)) continue;
    put(attribute('name'), attribute('value'));
  }
  for (const [, name, options] of form.matchAll(/<select[^>]* name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g)) {
    put(
      name,
      unescape(
        /<option value="([^"]*)" selected/.exec(options)?.[1] ?? /<option value="([^"]*)"/.exec(options)?.[1] ?? '',
      ),
    );
  }
  return fields;
}

function encode(fields: FormFields): string {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    for (const each of typeof value === 'string' ? [value] : value) body.append(name, each);
  }
  return body.toString();
}

function unescape(text: string): string {
  return text.replace(ENTITIES, (_, code: string) => String.fromCharCode(Number(code)));
}
