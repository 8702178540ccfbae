/**
 * Cost of a page without the shop: Node's HTTP server, the driver's pool, and the queries and texts of the shop's
 * pages. Runs in a separate process, which receives the pages and reports its port.
 */
import { createServer } from 'http';
import { AddressInfo } from 'net';
import { Pool, types } from 'pg';
import { PageSpec, Serve } from './page-spec';
import { toProduct } from '../../shop/adapters/database/repositories/catalogue';
import { productPage } from '../../shop/presentation/storefront/pages/product';
import { productListPage } from '../../shop/presentation/storefront/pages/product-list';

type Row = Parameters<typeof toProduct>[0];

const BIGINT = 20;
const NOBODY = { csrfToken: '', cartCount: 0 };

types.setTypeParser(BIGINT, Number);
process.once('message', (message) => serve(message as Serve));

function serve({ database, poolSize, shopName, pages }: Serve): void {
  const pool = new Pool({
    host: database.host,
    port: database.port,
    database: database.name,
    user: database.user,
    password: database.password,
    max: poolSize,
  });
  const shop = { shopName, demoPayments: true };
  const byPath = new Map(pages.map((page) => [page.path, page]));
  const render = async ({ search, pageSize, statements }: PageSpec): Promise<string> => {
    const [{ text, values }, stock] = statements;
    const rows = (await pool.query<Row>(text, [...values])).rows;
    if (stock) {
      const [{ on_hand: onHand, reserved }] = (
        await pool.query<{ on_hand: number; reserved: number }>(stock.text, [...stock.values])
      ).rows;
      return productPage({ shop, visitor: NOBODY, product: toProduct(rows[0]), stock: { onHand, reserved } });
    }
    const result = {
      products: rows.slice(0, pageSize).map(toProduct),
      ...(rows.length > pageSize ? { nextPage: 2 } : {}),
    };
    return productListPage({ shop, visitor: NOBODY, search, page: 1, result });
  };
  const server = createServer((request, response) => {
    const page = byPath.get(request.url ?? '');
    if (!page) {
      response.writeHead(404).end();
      return;
    }
    render(page).then(
      (text) => {
        response
          .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': Buffer.byteLength(text) })
          .end(text);
      },
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
}
