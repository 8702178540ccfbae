import { createAdmin } from '../../../../shop/handlers/web-server/create-admin';
import { databaseEnvironment } from '../../support/postgres';
import { TestShopDatabase } from '../../support/shop-database';
import { useShop } from '../../support/use-shop';

describe('create-admin', () => {
  let shop: TestShopDatabase;
  useShop((made) => {
    shop = made;
  });

  async function run(args: readonly string[], more: Readonly<Record<string, string>> = {}) {
    const lines: string[] = [];
    const code = await createAdmin({
      env: { ...databaseEnvironment(shop.config), ...more },
      args,
      print: (line) => lines.push(line),
    });
    return { code, lines };
  }

  test.each([
    [[]],
    [['--email']],
    [['--email', 'name']],
    [['--mail', 'a@example.com']],
    [['--email', 'a@example.com', 'b']],
  ])('%j prints the usage', async (args) => {
    expect(await run(args)).toEqual({ code: 2, lines: ['usage: create-admin --email owner@example.com'] });
    expect(await shop.query('select id from customer')).toEqual([]);
  });

  test('prints a path whose token is stored only as a hash', async () => {
    const { code, lines } = await run(['--email', 'owner@example.com']);
    expect(code).toBe(0);
    const [, token] = /^\/admin-invitation\?token=([\w-]{43})$/.exec(lines[1]) ?? [];
    expect(await shop.query('select role, password_hash from customer')).toEqual([
      { role: 'customer', password_hash: null },
    ]);
    const rows = JSON.stringify(await shop.query('select * from one_time_token'));
    expect(rows).toContain('"purpose":"admin"');
    expect(rows).not.toContain(token);
    expect((await run(['--email', 'owner@example.com'], { SHOP_URL: 'https://shop.example.com' })).lines[1]).toMatch(
      /^https:\/\/shop\.example\.com\/admin-invitation\?token=/,
    );
    expect(await shop.query('select count(*)::int as n from customer')).toEqual([{ n: 1 }]);
  });

  test('names a missing variable', async () => {
    await expect(createAdmin({ env: {}, args: ['--email', 'a@example.com'], print: () => undefined })).rejects.toThrow(
      'DATABASE_HOST',
    );
  });
});
