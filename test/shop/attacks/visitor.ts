/** A browser without scripts for the running shop: it keeps cookies and sends the forms of pages. */
import { RunningShop } from './running-shop';
import { formOf } from '../presentation/storefront/support/browser';

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly location: string;
  readonly headers: Headers;
}

export type Fields = Readonly<Record<string, string>>;

/** Fields of the checkout form that a visitor types. */
export const TYPED: Fields = {
  email: 'buyer@buyers.example',
  name: 'Bea Buyer',
  line1: 'Main Street 1',
  line2: '',
  postalCode: '10115',
  city: 'Berlin',
  country: 'DE',
};

const FORM = 'application/x-www-form-urlencoded';

export class Visitor {
  readonly cookies = new Map<string, string>();

  /** @param from - visitor's address in the header of the edge */
  constructor(
    private readonly shop: RunningShop,
    private readonly from: string,
  ) {}

  async get(path: string): Promise<Answer> {
    return this.send('GET', path);
  }

  /** Fills in and sends the form of a page that is posted to `action`. */
  async submit(page: Answer, action: string, fields: Fields = {}): Promise<Answer> {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...formOf(page.text, action), ...fields })) {
      for (const each of [value].flat()) body.append(name, each);
    }
    return this.send('POST', action, body.toString());
  }

  async add(productId: string, quantity = 1): Promise<void> {
    const page = await this.get(`/products/${productId}`);
    const answer = await this.submit(page, '/cart/add', { quantity: String(quantity) });
    if (answer.status !== 303) throw new Error(`the cart answered ${answer.status}`);
  }

  /** Orders what is in the cart; returns the answer to the form. */
  async checkOut(fields: Fields = {}): Promise<Answer> {
    return this.submit(await this.get('/checkout'), '/checkout', { ...TYPED, ...fields });
  }

  async register(fields: Fields): Promise<Answer> {
    const form = { name: 'Bea Buyer', password: 'kettle lantern otter', ...fields };
    return this.submit(await this.get('/register'), '/register', form);
  }

  private async send(method: string, path: string, body?: string): Promise<Answer> {
    const headers: Record<string, string> = {};
    if (this.cookies.size > 0) headers.cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    if (body !== undefined) Object.assign(headers, { origin: this.shop.url, 'content-type': FORM });
    const response = await this.shop.send(method, path, { body, headers, from: this.from });
    for (const each of response.headers.getSetCookie()) this.keep(each);
    const location = (response.headers.get('location') ?? '').replace(this.shop.url, '');
    return { status: response.status, text: await response.text(), location, headers: response.headers };
  }

  private keep(setCookie: string): void {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(setCookie) ?? [];
    if (/; Max-Age=0/.test(setCookie)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}
