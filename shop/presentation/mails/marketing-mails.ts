/** Mails that need consent: each has a link to unsubscribe. */
import { compose, MailShop } from './compose';
import { PATHS } from '../../../src/contract/paths';
import { MailContent } from '../../domain/mails/mail';
import { format, money, times } from '../../domain/money';
import { CartReminder, MarketingMails, Offer } from '../../ports/mail-texts';

/** Returns the marketing mails: offers and cart reminders. */
export function marketingMails(shop: MailShop): MarketingMails {
  return {
    offer: (offer) => offerMail({ ...shop, ...offer }),
    cartReminder: (reminder) => cartReminderMail({ ...shop, ...reminder }),
  };
}

/** Writes the offer of a campaign; the preview of the back office shows the same text. */
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

/** Leaves the customer's name out: a registration proves neither the name nor the e-mail address. */
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

/** Headers with which a mail program unsubscribes in one click (RFC 8058). */
function unsubscribeHeaders(url: string): Readonly<Record<string, string>> {
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}
