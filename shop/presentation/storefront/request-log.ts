import { FastifyInstance } from 'fastify';
import { Log } from '../../ports/log';

/** Settings of the request log. */
export interface RequestLogOptions {
  readonly healthCheckPath: string;
  readonly log: Log;
}

/**
 * Logs one line for each request. The query is left out, because it has search words and access tokens; so are health
 * checks that succeeded.
 *
 * @param app - gets a hook that runs after each answer
 */
export function logRequests(app: FastifyInstance, { healthCheckPath, log }: RequestLogOptions): void {
  app.addHook('onResponse', async (request, reply) => {
    const path = request.url.split('?')[0];
    if (path === healthCheckPath && reply.statusCode === 200) {
      return;
    }
    log.info('request', {
      method: request.method,
      path,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      trace: request.headers['x-amzn-trace-id'],
    });
  });
}
