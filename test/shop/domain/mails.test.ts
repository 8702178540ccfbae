import { compose, escapeHtml } from '../../../shop/domain/mails/compose';
import { offerMail } from '../../../shop/domain/mails/marketing-mails';
import { orderReceivedMail, orderShippedMail } from '../../../shop/domain/mails/order-mails';
import { money } from '../../../shop/domain/money';

const EVIL = '<script>alert("1")</script> & \'co\'';

describe('mails', () => {
  test('what customers and sellers typed stays text in the HTML', () => {
    const mail = orderReceivedMail({
      shopName: EVIL,
      orderId: 'O1',
      lines: [{ productId: 'p', name: EVIL, quantity: 2, priceMinor: 150 }],
      total: money(300, 'EUR'),
      address: { name: EVIL, line1: 'a', line2: 'back', postalCode: '1', city: 'c', country: 'DE' },
    });
    expect(mail.html).not.toContain('<script');
    expect(mail.html).toContain(escapeHtml(EVIL));
    expect(mail.text).toContain(EVIL);
    for (const body of [mail.html, mail.text]) {
      expect(body).toContain('€3.00');
      expect(body).toContain('back');
    }
  });

  test('a link cannot leave its attribute', () => {
    const mail = compose({ shopName: 's', subject: 's', blocks: [{ link: { label: 'l', url: 'https://x/"><img src=x>' } }] });
    expect(mail.html).not.toContain('<img');
  });

  test('a subject stays one line', () => {
    expect(compose({ shopName: 's', subject: 'Hello\r\nBcc: all@example.com', blocks: [] }).subject).toBe('Hello Bcc: all@example.com');
  });

  test('an offer can be unsubscribed with one click', () => {
    const mail = offerMail({ shopName: 's', subject: 'Sale', text: 'one\ntwo', unsubscribeUrl: 'https://shop.example/u?t=1' });
    expect(mail.headers).toEqual({ 'List-Unsubscribe': '<https://shop.example/u?t=1>', 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' });
    expect(mail.html).toContain('one<br>two');
    expect(mail.text).toContain('https://shop.example/u?t=1');
  });

  test('a parcel can be followed', () => {
    expect(orderShippedMail({ shopName: 's', orderId: 'O', carrier: 'DHL', tracking: '0034' }).text).toContain('Tracking number: 0034');
  });
});
