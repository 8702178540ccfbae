// The web server of the Oracle example: a page and a list of products as JSON, without any package.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

const { PORT = '8080', HEALTH_CHECK_PATH = '/healthz', SHOP_NAME = 'Shop' } = process.env;

/**
 * Reads the products from the file that is uploaded with the server.
 *
 * To read them from Oracle, run `npm install oracledb` in this folder, read user name and password from the secret
 * DATABASE_SECRET_ARN, and connect to `tcps://DATABASE_HOST:DATABASE_PORT/DATABASE_NAME`. The network path and the
 * permission already exist.
 */
async function listProducts() {
  return JSON.parse(await readFile(new URL('products.json', import.meta.url), 'utf8'));
}

const escape = (text) => String(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const page = (products) => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escape(SHOP_NAME)}</title></head>
<body>
<h1>${escape(SHOP_NAME)}</h1>
<ul>
${products.map(({ name, price }) => `<li>${escape(name)}: ${escape(price)}</li>`).join('\n')}
</ul>
</body>
</html>
`;

const ROUTES = {
  // It says only that this process runs, so that a database failure does not cause all servers to be replaced.
  [HEALTH_CHECK_PATH]: async () => ({ type: 'text/plain', body: 'ok' }),
  '/': async () => ({ type: 'text/html', body: page(await listProducts()) }),
  // No function answers `/api/` with Oracle, so the server does.
  '/api/products': async () => ({ type: 'application/json', body: JSON.stringify({ products: await listProducts() }) }),
};

async function answer(path) {
  const route = Object.hasOwn(ROUTES, path) ? ROUTES[path] : undefined;
  if (!route) return { status: 404, type: 'text/plain', body: 'not found' };
  try {
    return { status: 200, ...(await route()) };
  } catch (error) {
    console.error(JSON.stringify({ message: 'request failed', path, problem: error.message }));
    return { status: 503, type: 'text/plain', body: 'back in a moment' };
  }
}

const server = createServer(async (request, response) => {
  request.resume();
  const { status, type, body } = await answer((request.url ?? '/').split('?')[0]);
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  });
  response.end(request.method === 'HEAD' ? undefined : body);
});
// Longer than the load balancer's idle timeout of 60 seconds, so that it never writes into a closing connection.
server.keepAliveTimeout = 65_000;
server.listen(Number(PORT), () => console.log(JSON.stringify({ message: 'listening', port: server.address().port })));

for (const signal of ['SIGTERM', 'SIGINT']) {
  process.once(signal, () => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
  });
}
