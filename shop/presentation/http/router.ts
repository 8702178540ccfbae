import { HttpProblem, HttpRequest, HttpResponse } from './message';

/** Values of the placeholders in a route's path. */
export type Params = Readonly<Record<string, string>>;

/** One method of one path, with the function that answers it. */
export interface Route {
  readonly method: string;
  /** Such as `/api/products/{id}`. */
  readonly path: string;
  readonly run: (request: HttpRequest, params: Params) => Promise<HttpResponse>;
}

/**
 * Returns the route of a request; HEAD uses the route of GET.
 *
 * @param routes - tried in order; the first match wins
 * @throws HttpProblem 404 for an unknown path, 405 with the allowed methods for a method that the path does not have
 */
export function findRoute(
  routes: readonly Route[],
  request: HttpRequest,
): { readonly route: Route; readonly params: Params } {
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const matches = routes.flatMap((route) => {
    const params = match(route.path, request.segments);
    return params ? [{ route, params }] : [];
  });
  if (matches.length === 0) {
    throw new HttpProblem(404, 'there is nothing here');
  }
  const found = matches.find(({ route }) => route.method === method);
  if (!found) {
    const methods = matches.flatMap(({ route }) => (route.method === 'GET' ? ['GET', 'HEAD'] : [route.method]));
    throw new HttpProblem(405, 'this address does not take that method', { allow: methods.join(', ') });
  }
  return found;
}

function match(path: string, segments: readonly string[]): Params | undefined {
  const pattern = path.split('/').slice(1);
  if (pattern.length !== segments.length) {
    return undefined;
  }
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    if (part.startsWith('{')) params[part.slice(1, -1)] = segments[index];
    else if (part !== segments[index]) return undefined;
  }
  return params;
}
