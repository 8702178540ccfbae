// A web server of one's own: what it needs to know stands in its environment, what it sells in a file beside it.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

const { PORT = '8080', HEALTH_CHECK_PATH = '/healthz', SHOP_NAME = 'Shop' } = process.env;
const products = JSON.parse(await readFile(new URL('products.json', import.meta.url), 'utf8'));

const escape = (text) => String(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const page = `<!doctype html>
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

function answer(path) {
  // Shallow: it says that this process runs. A failing database must not have every server replaced.
  if (path === HEALTH_CHECK_PATH) return { status: 200, type: 'text/plain', body: 'ok', cache: 'no-store' };
  if (path === '/') return { status: 200, type: 'text/html', body: page, cache: 'public, max-age=60' };
  return { status: 404, type: 'text/plain', body: 'not found', cache: 'no-store' };
}

const server = createServer((request, response) => {
  request.resume();
  const { status, type, body, cache } = answer((request.url ?? '/').split('?')[0]);
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'content-length': Buffer.byteLength(body),
    'cache-control': cache,
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
