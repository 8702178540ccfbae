import { FastifyReply, FastifyRequest } from 'fastify';
import { PageError } from './page-error';
import { messagePage } from './pages/message';
import { Storefront } from './storefront';
import { visitorOf } from './visitor';
import { BusyError } from '../../application/limits/concurrency-limit';
import { StoreError } from '../../application/store-error';

const RETRY_SECONDS = 5;

/** Texts for requests that the framework refuses, by status. */
const REFUSED: Readonly<Record<number, string>> = {
  413: 'More was sent than this page takes.',
  415: 'This page takes only what its own form sends.',
};

/**
 * Sends the page for an error. Visitors see no detail; the log has it.
 *
 * @param error - a `PageError` is shown as it is, any other error by its kind
 */
export async function answerError(
  shop: Storefront,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const shown = await toPageError(shop, error);
  if (shown.retryAfterSeconds !== undefined) reply.header('retry-after', String(shown.retryAfterSeconds));
  const page = messagePage({ shop, visitor: visitorOf(request), title: shown.title, text: shown.text });
  return reply.code(shown.statusCode).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page);
}

async function toPageError(shop: Storefront, error: unknown): Promise<PageError> {
  if (error instanceof PageError) return error;
  if (error instanceof StoreError && error.problem === 'schema') {
    await shop.migrations.request();
    return new PageError(
      503,
      'We are getting ready',
      'The shop is being prepared. Please try again in a few moments.',
      RETRY_SECONDS,
    );
  }
  const status = statusOf(error);
  if (status !== undefined && status < 500) {
    return new PageError(status, 'That did not work', REFUSED[status] ?? 'The request could not be understood.');
  }
  shop.log.error('page failed', { error });
  if (error instanceof BusyError || (error instanceof StoreError && error.problem === 'unavailable')) {
    return new PageError(
      503,
      'Back in a moment',
      'The shop cannot show this right now. Please try again in a few moments.',
      RETRY_SECONDS,
    );
  }
  return new PageError(500, 'Something went wrong', 'The mistake is ours. Please try again.');
}

function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : undefined;
}
