import { eventually } from './local-process';
import { output } from '../../../shop/adapters/telemetry/log';
import { LocalShop } from '../../../shop/local/shop';
import { formOf } from '../presentation/storefront/support/browser';
import { ROOT } from '../support/web-process';

/** Browser on the machine of the shop: keeps cookies and submits the forms of pages. */
class LocalBrowser {
  private readonly cookies = new Map<string, string>();

  constructor(private readonly url: string) {}

  async get(path: string): Promise<string> {
    return (await this.send(path, {})).text();
  }

  /** Submits the form of a page whose action is `action`; returns the answer. */
  async submit(page: string, action: string, fields: Readonly<Record<string, string>>): Promise<Response> {
    const form = { ...formOf(page, action), ...fields } as Record<string, string>;
    return this.send(action, { method: 'POST', body: new URLSearchParams(form) });
  }

  private async send(path: string, init: RequestInit): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { cookie, origin: this.url };
    const response = await fetch(this.url + path, { ...init, redirect: 'manual', headers });
    for (const each of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(each) ?? [];
      this.cookies.set(name, value);
    }
    return response;
  }
}

let shop: LocalShop;
beforeEach(async () => {
  jest.spyOn(output, 'line').mockImplementation(() => undefined);
  // A few seconds before the full minute at which the shop chooses the recipients of a campaign.
  const [now, offset] = [Date.now, 52_000 - (Date.now() % 60_000)];
  jest.spyOn(Date, 'now').mockImplementation(() => now() + offset);
  shop = await LocalShop.start({
    options: { help: false, port: 0, shipAfterSeconds: 5, demo: true },
    lookIn: [ROOT],
    env: {},
    onLost: () => undefined,
  });
});
afterEach(async () => {
  await shop.stop();
  jest.restoreAllMocks();
});

test('a campaign of the local shop arrives, and its link ends the offers', async () => {
  const { url, accounts } = shop.facts;
  const { email = '', password = '' } = accounts.find(({ role }) => role === 'admin') ?? {};
  const admin = new LocalBrowser(url);
  expect((await admin.submit(await admin.get('/sign-in'), '/sign-in', { email, password })).status).toBe(303);
  const campaign = { subject: 'Tea for less', text: 'See https://tea.example for all of it.', step: 'send' };
  const sent = await admin.submit(await admin.get('/admin/campaigns/new'), '/admin/campaigns', campaign);
  expect(sent.headers.get('location')).toBe('/admin/campaigns?done=sent');

  const mails = async () => (await fetch(`${url}/_mail`)).text();
  await eventually(async () => (await mails()).includes('Tea for less'), 'the mail of the campaign');
  const [, address] = /<a href="([^"]+)">Tea for less</.exec(await mails()) ?? [];
  const mail = await (await fetch(url + address)).text();
  const [link] = /http:\/\/127\.0\.0\.1:\d+\/unsubscribe\?token=[\w-]+/.exec(mail) ?? [];
  expect(link).toMatch(new RegExp(`^${url}/unsubscribe`));
  const page = await fetch(String(link));
  expect([page.status, (await page.text()).includes('<form')]).toEqual([200, true]);
  expect((await fetch(String(link), { method: 'POST', body: new URLSearchParams() })).status).toBe(200);
});
