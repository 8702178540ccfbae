import { mkdirSync } from 'fs';
import { join } from 'path';
import { Visitor } from './browser';

/** Pictures of the documents, taken only with `PICTURES=1`. They are committed; no test compares them. */
const WANTED: Readonly<Record<string, string>> = {
  'desktop catalogue': 'shop-catalogue.png',
  'desktop product': 'shop-product.png',
  'desktop shipped': 'shop-order.png',
  'phone catalogue': 'shop-phone-dark.png',
  'desktop mail': 'shop-mail.png',
  'desktop seller': 'shop-seller.png',
  'desktop report of a shop': 'report-desktop.png',
  'desktop in the dark report of a shop': 'report-desktop-dark.png',
  'phone report of a shop': 'report-phone.png',
  'phone in the dark report of a shop': 'report-phone-dark.png',
};

export class Pictures {
  constructor(
    private readonly visitor: Visitor,
    private readonly way: string,
  ) {}

  async take(page: string): Promise<void> {
    const folder =
      process.env.PICTURES === undefined
        ? undefined
        : process.env.PICTURES === '1'
          ? join(__dirname, '../../../docs/images')
          : process.env.PICTURES;
    const name =
      process.env.PICTURES === '1' ? WANTED[`${this.way} ${page}`] : `${this.way} ${page}.png`.replace(/ /g, '-');
    if (folder === undefined || name === undefined) return;
    mkdirSync(folder, { recursive: true });
    await this.visitor.page.screenshot({ path: join(folder, name) as `${string}.png` });
  }
}
