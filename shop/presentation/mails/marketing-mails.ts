/** Mails that nobody has to get: each says how to get no more. */
import { compose, MailShop } from './compose';
import { PATHS } from '../../../src/contract/paths';
import { MailContent } from '../../domain/mails/mail';
import { format, money, times } from '../../domain/money';
import { CartReminder, MarketingMails, Offer } from '../../ports/mail-texts';

export function marketingMails(shop: MailShop): MarketingMails {
  return {
    offer: (offer) => offerMail({ ...shop, ...offer }),
    cartReminder: (reminder) => cartReminderMail({ ...shop, ...reminder }),
  };
}

export function offerMail({ shopName, subject, text, unsubscribeUrl }: MailShop & Offer): MailContent {
  return compose({
    shopName,
    subject,
    blocks: [
      { text },
      { note: 'You get this mail because you agreed to hear of our offers.' },
      { link: { label: 'Unsubscribe', url: unsubscribeUrl } },
    ],
    headers: unsubscribeHeaders(unsubscribeUrl),
  });
}

/** Without the customer's name: whoever registered may have typed anyone's e-mail address, and any text as the name. */
function cartReminderMail({ shopName, shopUrl, items, unsubscribeUrl }: MailShop & CartReminder): MailContent {
  return compose({
    shopName,
    subject: items.length === 1 ? `Still thinking about ${items[0].product.name}?` : 'Still thinking about your cart?',
    blocks: [
      { text: 'You left this in your cart. It is not reserved, but it is still for sale:' },
      {
        rows: items.map(
          ({ product, quantity }) =>
            [
              `${quantity} x ${product.name}`,
              format(times(money(product.priceMinor, product.currency), quantity)),
            ] as const,
        ),
      },
      ...items.map(({ product }) => ({ link: { label: product.name, url: `${shopUrl}/products/${product.id}` } })),
      { button: { label: 'Back to your cart', url: `${shopUrl}${PATHS.cart}` } },
      { note: 'You get this mail because you agreed to be reminded of your cart.' },
      { link: { label: 'Unsubscribe', url: unsubscribeUrl } },
    ],
    headers: unsubscribeHeaders(unsubscribeUrl),
  });
}

/** Both let the mail program unsubscribe with one click (RFC 8058). */
function unsubscribeHeaders(url: string): Readonly<Record<string, string>> {
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}
