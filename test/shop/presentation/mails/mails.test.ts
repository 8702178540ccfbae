import { money } from '../../../../shop/domain/money';
import { TOKEN_PLACEHOLDER, withToken } from '../../../../shop/domain/orders/order-access';
import { compose, escapeHtml } from '../../../../shop/presentation/mails/compose';
import { offerMail } from '../../../../shop/presentation/mails/marketing-mails';
import {
  deliveryChangedMail,
  orderReceivedMail,
  orderRejectedMail,
  orderShippedMail,
  paymentReceivedMail,
} from '../../../../shop/presentation/mails/order-mails';

const EVIL = '<script>alert("1")</script> & \'co\'';
const SHOP_URL = 'https://shop.example';
const ADDRESS = { name: EVIL, line1: 'Way 1', line2: 'back', postalCode: '10115', city: 'Berlin', country: 'DE' };

describe('mails', () => {
  const received = (more: object = {}) =>
    orderReceivedMail({
      shopName: EVIL,
      orderId: 'O1',
      lines: [{ productId: 'p', name: EVIL, quantity: 2, priceMinor: 150 }],
      total: money(300, 'EUR'),
      reserved: true,
      ...more,
    });

  test('markup that a seller has typed is text in the HTML', () => {
    const mail = received();
    expect(mail.html).not.toContain('<script');
    expect(mail.html).toContain(escapeHtml(EVIL));
    expect(mail.text).toContain(EVIL);
    for (const body of [mail.html, mail.text]) expect(body).toContain('€3.00');
  });

  test("an order's mail says whether its products are reserved", () => {
    expect(received().text).toContain('are reserved for you until your payment arrives');
    const unreserved = received({ reserved: false }).text;
    expect(unreserved).not.toContain('reserved');
    expect(unreserved).toContain('yours when your payment arrives');
    expect(unreserved).toContain('you get your money back');
  });

  test('the mail has a button to the payment page, where there is one', () => {
    expect(received({ paymentUrl: 'https://pay.example/O1' }).text).toContain('Pay €3.00: https://pay.example/O1');
    expect(received().text).not.toContain('Pay €3.00');
  });

  const mails = (shopUrl?: string) => {
    const about = { shopName: 'Shop', shopUrl, orderId: 'O1' };
    return [
      received({ shopUrl }),
      paymentReceivedMail({ ...about, total: money(300, 'EUR') }),
      orderShippedMail({ ...about, carrier: 'DHL', tracking: '0034' }),
      ...[true, false].map((named) =>
        deliveryChangedMail({ ...about, before: ADDRESS, after: { ...ADDRESS, city: 'Hamburg' }, named }),
      ),
    ];
  };

  test('mails about an order link to it, with a placeholder for its access token', () => {
    for (const mail of mails(SHOP_URL)) {
      for (const body of [mail.text, mail.html]) expect(body.split(TOKEN_PLACEHOLDER)).toHaveLength(2);
      const link = `${SHOP_URL}/find-order?order=O1&token=`;
      expect(withToken(mail.text, 'secret')).toContain(`Look at your order: ${link}secret\n`);
      expect(withToken(mail.html, 'secret')).toContain(`href="${escapeHtml(`${link}secret`)}"`);
      expect(withToken(mail.text, undefined)).toContain(`${link}\n`);
    }
  });

  test('without an address of the shop they have number and code instead', () => {
    for (const mail of mails()) {
      expect(withToken(mail.text, 'secret')).toContain('Number: O1\nOrder code: secret');
      expect(mail.text).not.toContain('http');
    }
  });

  test('the mail about a rejection has no link to the order', () => {
    const { text } = orderRejectedMail({ shopName: 'Shop', orderId: 'O1', reason: 'sold_out' });
    expect(text).toContain('sold out while you ordered');
    expect(text).not.toContain(TOKEN_PLACEHOLDER);
  });

  test('a change of the delivery address names the new one first, then the old one, as text', () => {
    const { text, html } = deliveryChangedMail({
      shopName: 'Shop',
      orderId: 'O1',
      before: ADDRESS,
      after: { ...ADDRESS, line2: undefined, city: 'Hamburg' },
      named: true,
    });
    expect(text).toContain(`From now on we deliver to:\n${EVIL}\nWay 1\n10115 Hamburg\nDE`);
    expect(text).toContain(`And no longer to:\n${EVIL}\nWay 1\nback\n10115 Berlin\nDE`);
    expect(html).not.toContain('<script');
  });

  test('a link cannot leave its attribute', () => {
    const mail = compose({
      shopName: 's',
      subject: 's',
      blocks: [{ link: { label: 'l', url: 'https://x/"><img src=x>' } }],
    });
    expect(mail.html).not.toContain('<img');
  });

  test('a subject stays one line', () => {
    expect(compose({ shopName: 's', subject: 'Hello\r\nBcc: all@example.com', blocks: [] }).subject).toBe(
      'Hello Bcc: all@example.com',
    );
  });

  test('an offer can be unsubscribed with one click', () => {
    const mail = offerMail({
      shopName: 's',
      subject: 'Sale',
      text: 'one\ntwo',
      unsubscribeUrl: 'https://shop.example/u?t=1',
    });
    expect(mail.headers).toEqual({
      'List-Unsubscribe': '<https://shop.example/u?t=1>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
    expect(mail.html).toContain('one<br>two');
    expect(mail.text).toContain('https://shop.example/u?t=1');
  });

  test('the mail about a parcel has its carrier and tracking number', () => {
    const { text } = orderShippedMail({ shopName: 's', orderId: 'O', carrier: 'DHL', tracking: '0034' });
    expect(text).toContain('Tracking number: 0034');
  });
});
