import { FastifyInstance } from 'fastify';
import { Log } from '../../ports/log';

export interface RequestLogOptions {
  readonly healthCheckPath: string;
  readonly log: Log;
}

/** One line a request. Without the query, which is what a visitor searched for, and without the health checks that went well. */
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
