import { execFile } from 'child_process';
import { join } from 'path';
import { promisify } from 'util';
import { ulid } from 'ulid';
import { openSession } from '../../../../../shop/domain/accounts/session';
import { databaseEnvironment } from '../../../support/postgres';
import { TestShopDatabase } from '../../../support/shop-database';
import { useShop } from '../../../support/use-shop';
import { freePort, makeBundles, ROOT, WebProcess } from '../../../support/web-process';
import { writing } from '../../../support/writing';

describe('the built web server', () => {
  let shop: TestShopDatabase;
  useShop((made) => {
    shop = made;
  });
  beforeAll(() => makeBundles());

  test('signs forms for pictures with the keys of its instance', async () => {
    const [customerId, port] = [ulid(), await freePort()];
    await writing(shop.store).customers.insert({
      id: customerId,
      email: 'a@example.com',
      name: 'A',
      role: 'admin',
      locale: 'en',
    });
    const { token, session } = openSession({ customerId, role: 'admin' }, new Date());
    await writing(shop.store).sessions.insert(session);
    const id = await shop.product();
    const web = await WebProcess.start('postgres', {
      ...databaseEnvironment(shop.config),
      PORT: String(port),
      MEDIA_BUCKET: 'shop-media',
      SHOP_URL: 'https://shop.example.com',
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'not-a-secret',
    });
    try {
      const page = await fetch(`http://127.0.0.1:${port}/seller/products/${id}/picture?type=image/jpeg`, {
        headers: { cookie: `__Host-session=${token}`, connection: 'close' },
      });
      const text = await page.text();
      expect([page.status, text]).toEqual([
        200,
        expect.stringContaining('action="https://shop-media.s3.eu-central-1.amazonaws.com/"'),
      ]);
      expect(text).toContain('name="X-Amz-Signature"');
      expect(page.headers.get('content-security-policy')).toContain('https://shop-media.s3.eu-central-1.amazonaws.com');
    } finally {
      await web.stop();
    }
  });

  test('the command create-admin makes an invitation and does not listen', async () => {
    const server = join(ROOT, 'assets/web/postgres/server.js');
    const env = { PATH: process.env.PATH, NODE_NO_WARNINGS: '1', ...databaseEnvironment(shop.config) };
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [server, 'create-admin', '--email', 'owner@example.com'],
      { env },
    );
    expect(stdout).toMatch(/\n\/admin-invitation\?token=[\w-]{43}\n$/);
    expect(await shop.query('select role from customer where email = $1', ['owner@example.com'])).toEqual([
      { role: 'customer' },
    ]);
    await expect(promisify(execFile)(process.execPath, [server, 'create-admin'], { env })).rejects.toMatchObject({
      code: 2,
      stdout: expect.stringContaining('usage'),
    });
    const withoutDatabase = promisify(execFile)(
      process.execPath,
      [server, 'create-admin', '--email', 'owner@example.com'],
      {
        env: { ...env, DATABASE_HOST: '' },
      },
    );
    await expect(withoutDatabase).rejects.toMatchObject({ code: 1, stdout: expect.stringContaining('DATABASE_HOST') });
  });
});
