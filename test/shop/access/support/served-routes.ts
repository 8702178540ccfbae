/** Routes of the servers, read from the servers themselves and never from the table. */
import { FastifyInstance } from 'fastify';
import { RouteRow } from '../../../../shop/access/access-row';
import { GatewayRoute } from '../../../../shop/local/load-balancer/local-gateway';
import { Route } from '../../../../shop/presentation/http/router';

export type ServedRoute = Pick<RouteRow, 'server' | 'method' | 'path'>;

/** Line of Fastify's route tree: its depth, the path below the line above, and the methods. */
const TREE_LINE = /^((?:│ {3}| {4})*)[├└]── (\S*)(?: \(([A-Z, ]+)\))?$/;

/** Files whose names depend on their content. */
const HASH = /\.[0-9a-f]{12}\.css$/;

/**
 * All routes of the storefront. HEAD is left out, because Fastify adds it to each GET.
 *
 * @throws Error for a line that cannot be parsed, so that no route is left out
 */
export function storefrontRoutes(app: FastifyInstance): readonly ServedRoute[] {
  const parents: string[] = [];
  return app
    .printRoutes({ commonPrefix: false })
    .trimEnd()
    .split('\n')
    .flatMap((line) => {
      const [, indent, part, methods] = TREE_LINE.exec(line) ?? [];
      if (part === undefined) throw new Error(`this line of the routes cannot be read: ${line}`);
      const depth = indent.length / 4;
      parents.splice(depth, Infinity, part);
      const path = parents.join('').replace(/^\/\//, '/');
      return (methods ?? '')
        .split(', ')
        .filter((method) => method !== '' && method !== 'HEAD')
        .map((method) => {
          if (!app.hasRoute({ method, url: path })) throw new Error(`${method} ${path} was read, and is no route`);
          return { server: 'storefront' as const, method, path: path.replace(HASH, '.*.css') };
        });
    });
}

export function functionRoutes(
  server: 'store-api' | 'payment-verification',
  routes: readonly Route[],
): readonly ServedRoute[] {
  return routes.map(({ method, path }) => ({ server, method, path }));
}

export function laptopRoutes(routes: readonly GatewayRoute[]): readonly ServedRoute[] {
  return routes.map(({ pathPrefix }) => ({ server: 'laptop', method: 'ANY', path: pathPrefix }));
}
