import { compose } from './compose';
import { MailContent } from '../effects';

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
    blocks: [{ text: 'A product is about to sell out.' }, { rows: [['Product', productName], ['SKU', sku], ['Available', String(available)]] }],
  });
}

export function stockBackMail({ shopName, productName, sku, available }: StockNotice): MailContent {
  return compose({
    shopName,
    subject: `Back in stock: ${productName}`,
    blocks: [{ text: 'A product is available again.' }, { rows: [['Product', productName], ['SKU', sku], ['Available', String(available)]] }],
  });
}

export interface Offer {
  readonly shopName: string;
  readonly subject: string;
  readonly text: string;
  readonly unsubscribeUrl: string;
}

/** Both headers let the mail program unsubscribe with one click (RFC 8058). */
export function offerMail({ shopName, subject, text, unsubscribeUrl }: Offer): MailContent {
  return compose({
    shopName,
    subject,
    blocks: [{ text }, { link: { label: 'Unsubscribe', url: unsubscribeUrl } }],
    headers: { 'List-Unsubscribe': `<${unsubscribeUrl}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
  });
}
