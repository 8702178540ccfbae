import { fromMailTag } from '../../../../shop/adapters/mail/mail-tag';
import { LocalGateway } from '../../../../shop/local/load-balancer/local-gateway';
import { mailRoutes } from '../../../../shop/local/mail/mail-routes';
import { LocalMailbox, SesMailEvent } from '../../../../shop/local/mail/mailbox';
import { compose } from '../../../../shop/presentation/mails/compose';

let events: SesMailEvent[];
let mailbox: LocalMailbox;
let gateway: LocalGateway;

beforeEach(async () => {
  events = [];
  mailbox = new LocalMailbox(async (event) => {
    events.push(event);
  });
  gateway = await LocalGateway.open(0);
  gateway.serve(mailRoutes(mailbox));
});
afterEach(async () => gateway.close(0));

const mail = (overrides: { to?: string; subject?: string; text?: string; headers?: Record<string, string> } = {}) => {
  const { to = 'ada@example.com', subject = 'Your order', text = 'Thank you.', headers } = overrides;
  const blocks = [{ text }, { link: { label: 'Look', url: 'http://127.0.0.1/orders/1?a=1&b=2' } }];
  return { id: 'order-1:mail.order-received', to, ...compose({ shopName: 'Bean & Leaf', subject, blocks, headers }) };
};

const get = async (path: string) => {
  const response = await fetch(`${gateway.url}${path}`);
  return { status: response.status, headers: response.headers, text: await response.text() };
};

test('a sent mail is reported as SES reports it', async () => {
  expect(await mailbox.send(mail())).toBe('sent');
  expect(events).toHaveLength(1);
  expect(events[0]).toMatchObject({
    eventType: 'Send',
    mail: { destination: ['ada@example.com'], messageId: 'local-1' },
  });
  expect(fromMailTag(events[0].mail.tags.outbox[0])).toBe('order-1:mail.order-received');
});

test('the test addresses of SES bounce and complain', async () => {
  await mailbox.send(mail({ to: 'Bounce@simulator.amazonses.com' }));
  await mailbox.send(mail({ to: 'complaint@simulator.amazonses.com' }));
  await mailbox.send(mail({ to: 'bounce@example.com' }));
  expect(events.map(({ eventType }) => eventType)).toEqual(['Send', 'Bounce', 'Send', 'Complaint', 'Send']);
  expect(events[1].bounce).toEqual({
    bounceType: 'Permanent',
    bounceSubType: 'General',
    bouncedRecipients: [{ emailAddress: 'Bounce@simulator.amazonses.com' }],
  });
  expect(events[3].complaint).toEqual({
    complainedRecipients: [{ emailAddress: 'complaint@simulator.amazonses.com' }],
  });
});

test('the mailbox keeps the newest 500 mails', async () => {
  for (let index = 0; index < 502; index += 1) await mailbox.send(mail({ subject: `Mail ${index + 1}` }));
  expect(mailbox.mails).toHaveLength(500);
  expect([mailbox.mails[0].subject, mailbox.mails[499].subject]).toEqual(['Mail 502', 'Mail 3']);
  expect([mailbox.find(1), mailbox.find(502)?.subject]).toEqual([undefined, 'Mail 502']);
});

test('the list shows the newest mail first and escapes its texts', async () => {
  expect((await get('/_mail')).text).toContain('There is no mail yet');
  await mailbox.send(mail({ subject: '<b>first</b>' }));
  await mailbox.send(mail({ subject: 'second' }));
  const { status, text, headers } = await get('/_mail');
  expect(status).toBe(200);
  expect(text).not.toContain('<b>');
  expect(
    [...text.matchAll(/<a href="(\/_mail\/\d+)">([^<]*)<\/a>/g)].map(([, address, subject]) => [address, subject]),
  ).toEqual([
    ['/_mail/2', 'second'],
    ['/_mail/1', '&#60;b&#62;first&#60;/b&#62;'],
  ]);
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect((await get('/_mail/style.css')).headers.get('content-type')).toContain('text/css');
});

test('a mail is shown as text with links and headers, and as HTML in a sandboxed frame', async () => {
  await mailbox.send(
    mail({ text: '<script>alert(1)</script>', headers: { 'List-Unsubscribe': '<https://shop.example/unsubscribe>' } }),
  );
  const page = await get('/_mail/1');
  expect(page.text).toContain('<dt>List-Unsubscribe</dt><dd>&#60;https://shop.example/unsubscribe&#62;</dd>');
  expect(page.text).toContain('&#60;script&#62;alert(1)');
  expect(page.text).toContain(
    '<a href="http://127.0.0.1/orders/1?a=1&#38;b=2">http://127.0.0.1/orders/1?a=1&#38;b=2</a>',
  );
  const frame = /<iframe[^>]*src="([^"]+)" sandbox="([^"]*)"/.exec(page.text);
  expect(frame?.[2]).toBe('allow-top-navigation-by-user-activation');
  const body = await get(frame?.[1] ?? '');
  expect(body.headers.get('content-security-policy')).toMatch(
    /^sandbox allow-top-navigation-by-user-activation; default-src 'none';/,
  );
  expect(body.text).toContain('<head><base target="_top">');
  expect(body.text).toContain('&lt;script&gt;alert(1)');
  expect(body.headers.get('referrer-policy')).toBe('no-referrer');
});

test.each(['/_mail/9', '/_mail/abc', '/_mail/1/html/x', '/_mailbox'])('%s is not found', async (path) => {
  await mailbox.send(mail());
  expect((await get(path)).status).toBe(404);
});
