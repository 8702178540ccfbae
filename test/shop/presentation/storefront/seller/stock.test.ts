import { FastifyInstance } from 'fastify';
import { ulid } from 'ulid';
import { buildApp } from '../../../../../shop/presentation/storefront/app';
import { TestShopDatabase } from '../../../support/shop-database';
import { useShop } from '../../../support/use-shop';
import { ANY_PICTURE, productOf } from '../support/sellers';
import { signedIn, Staff, valueOf } from '../support/staff';
import { testStorefront } from '../support/storefront';

const HOSTILE = "<script>alert(1)</script>'; drop table product; --";

describe("the seller's pages", () => {
  let shop: TestShopDatabase;
  useShop((made) => {
    shop = made;
  });

  let app: FastifyInstance;
  let seller: Staff;
  beforeEach(async () => {
    await shop.query('truncate product, customer, outbox, inbox cascade');
    app = buildApp(testStorefront(shop.store, { media: ANY_PICTURE }));
    seller = await signedIn(app, shop.store, 'seller');
  });
  afterEach(async () => app.close());

  const product = async (owner: Staff = seller, overrides: Parameters<typeof productOf>[2] = {}) =>
    productOf(shop.store, owner, overrides);

  describe('the stock', () => {
    test('a double click is one delivery', async () => {
      const id = await product();
      const deliveryId = valueOf(await seller.get(`/seller/products/${id}`), 'deliveryId');
      const clicks = await Promise.all(
        [1, 2].map(async () => seller.post(`/seller/products/${id}/stock`, { deliveryId, delta: '12' })),
      );
      expect(clicks.map(({ status }) => status)).toEqual([303, 303]);
      expect(await shop.store.read.stock.find(id)).toMatchObject({ onHand: 12, reserved: 0 });
      expect(await shop.query('select order_id, on_hand_delta from stock_movement')).toEqual([
        { order_id: deliveryId, on_hand_delta: 12 },
      ]);
      expect(await shop.query("select id from outbox where kind = 'publish.stock'")).toEqual([
        { id: `${id}:stock.back:${deliveryId}` },
      ]);
      expect(valueOf(await seller.get(`/seller/products/${id}`), 'deliveryId')).not.toBe(deliveryId);
    });

    test('reserved pieces cannot be removed', async () => {
      const id = await product();
      await seller.post(`/seller/products/${id}/stock`, { deliveryId: ulid(), delta: '5' });
      await shop.query('update stock set reserved = 4 where product_id = $1', [id]);
      const deliveryId = ulid();
      const page = await seller.post(`/seller/products/${id}/stock`, { deliveryId, delta: '-2' });
      expect(page.status).toBe(422);
      expect(page.body).toContain('would take away what is reserved');
      expect(valueOf(page, 'deliveryId')).toBe(deliveryId);
      expect((await seller.post(`/seller/products/${id}/stock`, { deliveryId, delta: '-1' })).status).toBe(303);
      expect(await shop.store.read.stock.find(id)).toMatchObject({ onHand: 4, reserved: 4 });
      expect((await seller.get('/seller')).body).toContain('Sold out');
    });

    test.each(['0', '', '1.5', '1e3', '1000001', '-1000001', '99999999999999999999', HOSTILE])(
      '%j pieces are refused',
      async (delta) => {
        const id = await product();
        const page = await seller.post(`/seller/products/${id}/stock`, { deliveryId: ulid(), delta });
        expect(page.status).toBe(422);
        expect(page.body).not.toContain('<script>');
        expect(await shop.query('select count(*)::int as n from stock_movement')).toEqual([{ n: 0 }]);
      },
    );

    test('more pieces than the maximum are a problem of the field', async () => {
      const id = await product();
      await shop.query('update stock set on_hand = 1000000000 where product_id = $1', [id]);
      const page = await seller.post(`/seller/products/${id}/stock`, { deliveryId: ulid(), delta: '1' });
      expect(page.status).toBe(422);
      expect(page.body).toContain('Pieces to add must leave at most 1000000000 pieces in stock');
    });

    test('a changed low mark decides which stock is low', async () => {
      const id = await product();
      expect((await seller.post(`/seller/products/${id}/low-mark`, { lowMark: '7' })).status).toBe(303);
      expect(await shop.store.read.stock.find(id)).toMatchObject({ lowMark: 7 });
      expect((await seller.post(`/seller/products/${id}/low-mark`, { lowMark: '-7' })).status).toBe(422);
      await seller.post(`/seller/products/${id}/stock`, { deliveryId: ulid(), delta: '3' });
      expect((await seller.get('/seller')).body).toContain('Low: 3 left');
      await seller.post(`/seller/products/${id}/stock`, { deliveryId: ulid(), delta: '5' });
      expect((await seller.get('/seller')).body).toContain('<span class="tag good">On sale</span>');
    });
  });
});
