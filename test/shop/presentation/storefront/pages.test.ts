import { TRANSITIONS, OrderState } from '../../../../shop/domain/orders/order';
import { DEMO_PRODUCTS } from '../../../../shop/migrations/demo-catalogue';
import { lineProblems } from '../../../../shop/presentation/storefront/checkout-form';
import { html } from '../../../../shop/presentation/storefront/html';
import { cartPage } from '../../../../shop/presentation/storefront/pages/cart';
import { messagePage } from '../../../../shop/presentation/storefront/pages/message';
import { picture } from '../../../../shop/presentation/storefront/pages/picture';
import { productPage } from '../../../../shop/presentation/storefront/pages/product';
import { productListPage } from '../../../../shop/presentation/storefront/pages/product-list';
import { stateLabel, stepsOf, timeline } from '../../../../shop/presentation/storefront/pages/timeline';
import { Visitor } from '../../../../shop/presentation/storefront/visitor';

const visitor: Visitor = { csrfToken: '', cartCount: 0 };
const EVIL = '"><script>alert(1)</script>\'&`';
const product = {
  id: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  sku: EVIL,
  name: EVIL,
  description: EVIL,
  priceMinor: 123_456,
  currency: 'EUR',
  active: true,
  version: 1,
};

describe('pages', () => {
  test('nothing that comes from outside becomes markup', () => {
    const pages = [
      productListPage({
        shop: { shopName: EVIL, demoPayments: true },
        visitor,
        search: EVIL,
        page: 2,
        result: { products: [product], nextPage: 3 },
      }),
      productPage({
        shop: { shopName: EVIL, demoPayments: true },
        visitor,
        product,
        stock: { onHand: 3, reserved: 0 },
      }),
      messagePage({ shop: { shopName: EVIL, demoPayments: true }, visitor, title: EVIL, text: EVIL }),
    ];
    for (const page of pages) {
      expect(page).not.toContain('<script');
      expect(page).not.toContain('"><script');
      expect(page).toContain('&#60;script&#62;');
    }
  });

  test('markup of the tag is not escaped again, and undefined is empty', () => {
    expect(html`<p>${html`<b>${'a&b'}</b>`}${undefined}${3}${[html`<i></i>`, html`<u></u>`]}</p>`.text).toBe(
      '<p><b>a&#38;b</b>3<i></i><u></u></p>',
    );
  });

  test('a list has one link a product, prices with their currency, and the way to the other pages', () => {
    const page = productListPage({
      shop: { shopName: 'Shop', demoPayments: false },
      visitor,
      search: 'tea cup',
      page: 2,
      result: { products: [product], nextPage: 3 },
    });
    expect(page.match(/href="\/products\//g)).toHaveLength(1);
    expect(page).toContain('€1,234.56');
    expect(page).toContain('rel="prev" href="/?q=tea+cup"');
    expect(page).toContain('rel="next" href="/?q=tea+cup&#38;page=3"');
    expect(page).toContain('value="tea cup"');
    expect(page).toContain('<title>Search: tea cup – Shop</title>');
  });

  test('an empty list says what to do', () => {
    const empty = (search: string, page: number) =>
      productListPage({
        shop: { shopName: 'Shop', demoPayments: false },
        visitor,
        search,
        page,
        result: { products: [] },
      });
    expect(empty('', 1)).toContain('no products yet');
    expect(empty('x', 1)).toContain('Nothing matches');
    expect(empty('', 3)).toContain('href="/"');
    expect(empty('', 1)).not.toContain('aria-label="Pages"');
  });

  test.each([
    [0, 0, 'Sold out'],
    [7, 2, 'Only 5 left'],
    [6, 0, 'In stock'],
    [2, 2, 'not paid yet'],
  ])('%d pieces, %d of them reserved: %s', (onHand, reserved, text) => {
    const shop = { shopName: 'Shop', demoPayments: false };
    expect(productPage({ shop, visitor, product, stock: { onHand, reserved } })).toContain(text);
  });

  test('a stock that could not be read is not shown', () => {
    expect(productPage({ shop: { shopName: 'Shop', demoPayments: false }, visitor, product })).not.toContain(
      'class="stock',
    );
  });

  test('a picture is the photograph where there is one, else a drawing, the same each time', () => {
    const other = { sku: 'OTHER', name: 'Cup' };
    expect(picture(other).text).toBe(picture({ ...other }).text);
    expect(picture(other).text).not.toBe(picture({ ...other, name: 'Mug' }).text);
    expect(picture({ sku: 'OTHER', name: '' }).text).toContain('aria-hidden="true"');
    expect(picture({ ...other, imageKey: 'media/a b"c.png' }).text).toContain('src="/media/a%20b%22c.png"');
  });

  test('each product of the demonstration has a different drawing', () => {
    const drawings = DEMO_PRODUCTS.map(({ sku, name }) => picture({ sku, name }).text);
    expect(new Set(drawings).size).toBe(8);
    for (const text of drawings) {
      expect(text).not.toContain('hsl(');
      expect(text).not.toMatch(/style=|<script|NaN|undefined/);
    }
  });

  test('every state of an order has a timeline in words', () => {
    for (const state of Object.keys(TRANSITIONS) as OrderState[]) {
      const text = timeline(stepsOf({ state })).text;
      expect(text).toContain('Received');
      expect(text).toContain(stateLabel(state));
      expect(text).not.toMatch(/undefined|null/);
    }
    const shipped = timeline(
      stepsOf({ state: 'shipped' }, { orderId: 'o', state: 'shipped', carrier: EVIL, tracking: 'T1', test: false }),
    ).text;
    expect(shipped).toContain('tracking number T1');
    expect(shipped).not.toContain('<script');
    expect(timeline(stepsOf({ state: 'rejected', reason: 'price_changed' })).text).toContain(
      'The price of at least one product changed',
    );
    expect(stepsOf({ state: 'packed' }).map((step) => step.state)).toEqual(['done', 'done', 'now', 'later', 'later']);
  });

  test('a cart says for each line why it cannot be ordered', () => {
    const item = { productId: product.id, quantity: 2, seenMinor: 1, product };
    const view = {
      items: [
        { ...item, problem: 'other currency' as const },
        { ...item, problem: 'sold out' as const },
        { productId: 'x', quantity: 1, seenMinor: 1, problem: 'not sold' as const },
      ],
    };
    const page = cartPage({ shop: { shopName: 'Shop', demoPayments: false }, visitor, view, done: '' });
    expect(page).toContain('another currency');
    expect(page).toContain('Sold out at the moment');
    expect(page).toContain('no longer sold');
    expect(page).not.toContain('href="/checkout"');
    expect(page).not.toContain('<script');
    expect(lineProblems(view)).toHaveLength(3);
  });
});
