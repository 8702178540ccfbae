import { ALBEvent, ALBResult } from 'aws-lambda';
import { fromLoadBalancer, problemResponse, toLoadBalancer } from './load-balancer';
import { log } from '../../adapters/telemetry/log';
import { BusyError } from '../../application/limits/concurrency-limit';
import { StoreError } from '../../application/store-error';
import { InvalidInput } from '../../domain/validation';
import { MigrationRequests } from '../../ports/migration-requests';
import { HttpProblem, HttpResponse, tryAgainLater } from '../../presentation/http/message';
import { findRoute, Route } from '../../presentation/http/router';

/**
 * Answers one event of the load balancer and logs one line about it.
 *
 * @param routes - the first match answers; errors become problem documents (RFC 9457)
 * @param migrations - receives a request when the schema is missing
 */
export async function answer(
  routes: readonly Route[],
  migrations: MigrationRequests,
  event: ALBEvent,
): Promise<ALBResult> {
  const begun = performance.now();
  let path: string | undefined;
  let response: HttpResponse;
  try {
    const request = fromLoadBalancer(event);
    const { route, params } = findRoute(routes, request);
    path = route.path;
    response = await route.run(request, params);
  } catch (error) {
    response = problemResponse(await asProblem(error, migrations));
  }
  // The route instead of the path, because paths may contain order numbers and e-mail addresses.
  log.info('request', {
    method: event.httpMethod,
    route: path,
    status: response.status,
    ms: Math.round(performance.now() - begun),
    trace: event.headers?.['x-amzn-trace-id'],
  });
  return toLoadBalancer(response, event.httpMethod);
}

async function asProblem(error: unknown, migrations: MigrationRequests): Promise<HttpProblem> {
  if (error instanceof HttpProblem) return error;
  if (error instanceof InvalidInput) return new HttpProblem(400, error.message);
  if (error instanceof BusyError) return tryAgainLater('too many requests at once', 2);
  if (error instanceof StoreError && error.problem === 'schema') {
    await migrations.request();
    return tryAgainLater('the shop is being prepared', 5);
  }
  log.error('request failed', { error });
  if (error instanceof StoreError && error.problem === 'unavailable') {
    return tryAgainLater('the shop cannot look that up right now', 5);
  }
  return new HttpProblem(500, 'something went wrong here');
}
