import { FastifyInstance } from 'fastify';
import { ulid } from 'ulid';
import { Upload } from '../../../../../shop/ports/media';
import { buildApp } from '../../../../../shop/presentation/storefront/app';
import { TestShopDatabase } from '../../../support/shop-database';
import { useShop } from '../../../support/use-shop';
import { productOf } from '../support/sellers';
import { Answer, ask, signedIn, Staff, valueOf } from '../support/staff';
import { testStorefront } from '../support/storefront';

/** A media store that has the pictures of the tests. */
class TestMedia {
  readonly there = new Set<string>();
  readonly asked: {
    readonly key: string;
    readonly contentType: string;
    readonly maximumBytes: number;
    readonly returnTo: string;
  }[] = [];

  async createUpload(upload: TestMedia['asked'][number]): Promise<Upload> {
    this.asked.push(upload);
    return {
      url: 'https://media.s3.eu-central-1.amazonaws.com/',
      fields: { key: upload.key, Policy: 'e30=', 'Content-Type': upload.contentType },
    };
  }

  async exists(key: string): Promise<boolean> {
    return this.there.has(key);
  }
}

describe('pictures', () => {
  let shop: TestShopDatabase;
  useShop((made) => {
    shop = made;
  });

  let app: FastifyInstance;
  let media: TestMedia;
  let seller: Staff;
  beforeEach(async () => {
    await shop.query('truncate product, customer, outbox, inbox cascade');
    media = new TestMedia();
    app = buildApp(testStorefront(shop.store, { media }));
    seller = await signedIn(app, shop.store, 'seller');
  });
  afterEach(async () => app.close());

  const product = async () => productOf(shop.store, seller);

  const policyOf = ({ headers }: Answer) => String(headers['content-security-policy']);

  test('are sent to the media store itself, and only that page may send forms there', async () => {
    const id = await product();
    const page = await seller.get(`/seller/products/${id}/picture?type=image/webp`);
    expect(page.status).toBe(200);
    expect(media.asked).toEqual([
      {
        key: expect.stringMatching(new RegExp(`^media/products/${id}/[0-9A-Z]{26}\\.webp$`)),
        contentType: 'image/webp',
        maximumBytes: 5 * 1024 * 1024,
        returnTo: expect.stringMatching(
          new RegExp(`^https://shop\\.example\\.com/seller/products/${id}/pictures/[0-9A-Z]{26}\\.webp$`),
        ),
      },
    ]);
    expect(page.body).toContain(
      'action="https://media.s3.eu-central-1.amazonaws.com/" method="post" enctype="multipart/form-data"',
    );
    // S3 ignores all fields after the file.
    expect(page.body.indexOf('name="Policy"')).toBeLessThan(page.body.indexOf('type="file"'));
    expect(page.body.slice(page.body.indexOf('<form class="panel"'))).not.toContain('_csrf');
    expect(policyOf(page)).toContain("form-action 'self' https://media.s3.eu-central-1.amazonaws.com;");
    expect(policyOf(await seller.get(`/seller/products/${id}`))).not.toContain('amazonaws');
    for (const type of ['image/svg+xml', 'text/html', 'toString', '']) {
      expect((await seller.get(`/seller/products/${id}/picture?type=${encodeURIComponent(type)}`)).status).toBe(404);
    }
  });

  test('opening the return address changes nothing; its form changes the picture, once', async () => {
    const id = await product();
    const file = `${ulid()}.jpg`;
    const key = `media/products/${id}/${file}`;
    const address = `/seller/products/${id}/pictures/${file}`;
    expect((await seller.get(address)).status).toBe(404);
    expect((await seller.post(address, { version: '1' })).status).toBe(404);
    media.there.add(key);
    // S3 adds parameters to the address.
    const page = await seller.get(`${address}?bucket=media&key=${encodeURIComponent(key)}&etag=%22x%22`);
    expect(page.status).toBe(200);
    expect(page.body).toContain(`src="/${key}"`);
    expect((await shop.store.read.catalogue.find(id))?.imageKey).toBeUndefined();
    const version = valueOf(page, 'version');
    expect((await seller.post(address, { version })).status).toBe(303);
    expect((await seller.post(address, { version })).status).toBe(303);
    expect(await shop.store.read.catalogue.find(id)).toMatchObject({ imageKey: key, version: 2 });
    const another = `${ulid()}.png`;
    media.there.add(`media/products/${id}/${another}`);
    const late = await seller.post(`/seller/products/${id}/pictures/${another}`, { version });
    expect(late.status).toBe(409);
    expect(await shop.store.read.catalogue.find(id)).toMatchObject({ imageKey: key, version: 2 });
  });

  test.each([
    'x.jpg',
    `${'0'.repeat(26)}.svg`,
    `..%2F${'0'.repeat(26)}.jpg`,
    `..%2F01J8Z00000000000000000KET1%2F${'0'.repeat(26)}.jpg`,
  ])('a key of another product, or of no picture, is not found: %s', async (file) => {
    const id = await product();
    media.exists = async () => true;
    expect((await seller.get(`/seller/products/${id}/pictures/${file}`)).status).toBe(404);
    expect((await seller.post(`/seller/products/${id}/pictures/${file}`, { version: '1' })).status).toBe(404);
  });

  test('without a configured address the requested host is used; without a store no picture can be added', async () => {
    const id = await product();
    const own = buildApp(testStorefront(shop.store, { media, shopUrl: undefined }));
    const visitor = await signedIn(own, shop.store, 'admin');
    await visitor.get(`/seller/products/${id}/picture?type=image/png`);
    expect(media.asked[0].returnTo).toMatch(/^https:\/\/shop\.example\.com\/seller/);
    const plain = buildApp(testStorefront(shop.store, { media, shopUrl: undefined, secureCookies: false }));
    await ask(plain, 'GET', `/seller/products/${id}/picture?type=image/png`, {
      cookie: `session=${visitor.token}`,
      host: 'localhost:8080',
    });
    expect(media.asked[1].returnTo).toMatch(/^http:\/\/localhost:8080\/seller/);
    const none = buildApp(testStorefront(shop.store, { media: undefined }));
    const without = await signedIn(none, shop.store, 'admin');
    expect((await without.get(`/seller/products/${id}`)).body).toContain('no place to keep pictures');
    expect((await without.get(`/seller/products/${id}/picture?type=image/png`)).status).toBe(404);
    await Promise.all([own.close(), plain.close(), none.close()]);
  });
});
