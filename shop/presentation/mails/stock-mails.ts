import { compose } from './compose';
import { MailContent } from '../../domain/mails/mail';

export interface StockNotice {
  readonly shopName: string;
  readonly productName: string;
  readonly sku: string;
  readonly available: number;
}

export function stockLowMail({ shopName, productName, sku, available }: StockNotice): MailContent {
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

export function stockBackMail({ shopName, productName, sku, available }: StockNotice): MailContent {
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
