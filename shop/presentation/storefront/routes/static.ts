import { FastifyInstance } from 'fastify';
import { STYLE, STYLE_PATH } from '../style';

/** Registers the style sheet, which browsers may cache forever. */
export function registerStatic(app: FastifyInstance): void {
  app.get(STYLE_PATH, { config: { anonymous: true } }, async (_, reply) =>
    reply.header('cache-control', 'public, max-age=31536000, immutable').type('text/css; charset=utf-8').send(STYLE),
  );
}
