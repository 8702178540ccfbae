import { tmpdir } from 'os';
import { AccessShop, openAccessShop } from './support/access-shop';
import { laptopRoutes } from './support/served-routes';
import { ROUTES, rowName } from '../../../shop/access/route-table';
import { mailRoutes } from '../../../shop/local/mail/mail-routes';
import { LocalMailbox } from '../../../shop/local/mail/mailbox';
import { LocalMedia } from '../../../shop/local/media/media';
import { mediaRoutes } from '../../../shop/local/media/media-routes';
import { Store } from '../../../shop/ports/store';

describe('the table of routes', () => {
  let shop: AccessShop;
  beforeAll(async () => {
    shop = await openAccessShop({ read: {} } as unknown as Store);
  });
  afterAll(async () => shop.close());

  test('has every route of the running servers, and no other', () => {
    const laptop = laptopRoutes([
      ...mailRoutes(new LocalMailbox(async () => undefined)),
      ...mediaRoutes(new LocalMedia(tmpdir(), '/_media')),
    ]);
    expect(ROUTES.map(rowName).sort()).toEqual([...shop.routes, ...laptop].map(rowName).sort());
  });

  test('names each route once', () => {
    expect(new Set(ROUTES.map(rowName)).size).toBe(ROUTES.length);
  });

  test('demands a form proof on every POST of the storefront', () => {
    const posts = ROUTES.filter(({ server, method }) => server === 'storefront' && method === 'POST');
    expect(
      posts.filter(({ form, path }) => form === '-' || (form === 'none' && path !== '/unsubscribe')).map(rowName),
    ).toEqual([]);
  });

  test('allows no access to orders, accounts, products or the administration without a proof', () => {
    const open = ROUTES.filter(({ who, proof }) => who !== 'everyone' && who !== 'health check' && proof === 'none');
    expect(open.map(rowName)).toEqual([]);
  });
});
