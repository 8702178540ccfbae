import { FastifyReply, FastifyRequest } from 'fastify';

/** A page with something of this visitor in it: no cache keeps it, nor does a browser that somebody else uses next. */
export function sendPage(reply: FastifyReply, page: string, status = 200): FastifyReply {
  return reply.code(status).header('cache-control', 'private, no-store').type('text/html; charset=utf-8').send(page);
}

/** A page that is the same for everybody who has no cookie. With any cookie it shows that visitor's cart and account. */
export function sendPublicPage(request: FastifyRequest, reply: FastifyReply, page: string): FastifyReply {
  if (request.headers.cookie !== undefined) return sendPage(reply, page);
  // A browser that gets a cookie in between must not show its own older copy.
  return reply
    .header('cache-control', 'public, max-age=30')
    .header('vary', 'cookie')
    .type('text/html; charset=utf-8')
    .send(page);
}

/** After a form: the browser loads the next page by GET, and loading that again sends nothing twice. */
export function seeOther(reply: FastifyReply, path: string): FastifyReply {
  return reply.header('cache-control', 'private, no-store').redirect(path, 303);
}
