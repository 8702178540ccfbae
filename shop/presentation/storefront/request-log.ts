import { FastifyInstance } from 'fastify';
import { log } from '../../adapters/telemetry/log';

/** One line a request. Without the query, which is what a visitor searched for, and without the health checks that went well. */
export function logRequests(app: FastifyInstance, healthCheckPath: string): void {
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
