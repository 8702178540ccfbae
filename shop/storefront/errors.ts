import { FastifyReply } from 'fastify';
import { messagePage } from './pages/message';
import { BusyError } from '../adapters/cache/slots';
import { log } from '../adapters/log';
import { MigrationRequests } from '../ports';
import { StoreError } from '../ports/store';

export interface ErrorPages {
  readonly shopName: string;
  readonly migrations: MigrationRequests;
}

const RETRY_SECONDS = 5;

export async function notFound(shop: ErrorPages, reply: FastifyReply): Promise<FastifyReply> {
  return page(shop, reply, 404, 'Page not found', 'This page does not exist, or the product is no longer sold.');
}

/** The page for what went wrong; what exactly went wrong is only in the log. */
export async function answerError(shop: ErrorPages, error: unknown, reply: FastifyReply): Promise<FastifyReply> {
  if (error instanceof StoreError && error.problem === 'schema') {
    await shop.migrations.request();
    return away(shop, reply, 'We are getting ready', 'The shop is being prepared. Please try again in a few moments.');
  }
  const status = statusOf(error);
  if (status !== undefined && status < 500) {
    return page(shop, reply, status, 'That did not work', 'The request could not be understood.');
  }
  log.error('page failed', { error });
  if (error instanceof BusyError || error instanceof StoreError && error.problem === 'unavailable') {
    return away(shop, reply, 'Back in a moment', 'The shop cannot show this right now. Please try again in a few moments.');
  }
  return page(shop, reply, 500, 'Something went wrong', 'The mistake is ours. Please try again.');
}

async function away(shop: ErrorPages, reply: FastifyReply, title: string, text: string): Promise<FastifyReply> {
  return page(shop, reply.header('retry-after', String(RETRY_SECONDS)), 503, title, text);
}

async function page({ shopName }: ErrorPages, reply: FastifyReply, status: number, title: string, text: string): Promise<FastifyReply> {
  return reply.code(status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(messagePage({ shopName, title, text }));
}

function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : undefined;
}
