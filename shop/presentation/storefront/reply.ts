import { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Sends a page with data of this visitor. Neither CloudFront nor the browser caches it.
 *
 * @param page - complete HTML document
 */
export function sendPage(reply: FastifyReply, page: string, status = 200): FastifyReply {
  return reply.code(status).header('cache-control', 'private, no-store').type('text/html; charset=utf-8').send(page);
}

/**
 * Sends a page that caches may keep for 30 seconds when the request has no cookie. With a cookie the page shows the
 * visitor's cart and account, so no cache keeps it.
 *
 * @param page - complete HTML document, equal for all visitors without a cookie
 */
export function sendPublicPage(request: FastifyRequest, reply: FastifyReply, page: string): FastifyReply {
  if (request.headers.cookie !== undefined) return sendPage(reply, page);
  // A browser that gets a cookie in between must not show its older copy.
  return reply
    .header('cache-control', 'public, max-age=30')
    .header('vary', 'cookie')
    .type('text/html; charset=utf-8')
    .send(page);
}

/**
 * Redirects after a form (303): the browser loads the next page by GET, so that reloading it does not send the form
 * again.
 *
 * @param path - path of the shop, or the address of the payment page
 */
export function seeOther(reply: FastifyReply, path: string): FastifyReply {
  return reply.header('cache-control', 'private, no-store').redirect(path, 303);
}
