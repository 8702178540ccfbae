import { compose, MailShop } from './compose';
import { MailContent } from '../../domain/mails/mail';
import { StockMails, StockNotice } from '../../ports/mail-texts';

/** Returns the mails to sellers about stock that is low or available again. */
export function stockMails(shop: MailShop): StockMails {
  return {
    low: (notice) => stockLowMail({ ...shop, ...notice }),
    back: (notice) => stockBackMail({ ...shop, ...notice }),
  };
}

function stockLowMail({ shopName, productName, sku, available }: MailShop & StockNotice): MailContent {
  return compose({
    shopName,
    subject: `Stock is low: ${productName}`,
    blocks: [
      { text: 'A product is about to sell out.' },
      {
        rows: [
          ['Product', productName],
          ['SKU', sku],
          ['Available', String(available)],
        ],
      },
    ],
  });
}

function stockBackMail({ shopName, productName, sku, available }: MailShop & StockNotice): MailContent {
  return compose({
    shopName,
    subject: `Back in stock: ${productName}`,
    blocks: [
      { text: 'A product is available again.' },
      {
        rows: [
          ['Product', productName],
          ['SKU', sku],
          ['Available', String(available)],
        ],
      },
    ],
  });
}
