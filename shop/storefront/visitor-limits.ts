/** Limits on a request, by what is known of its visitor. */
import { FastifyRequest } from 'fastify';
import { PageError } from './page-error';
import { Storefront } from './storefront';
import { readVisitorAddress, VisitorAddress } from '../domain/limits/address';
import { Draw, Limit } from '../domain/limits/limits';

/** How much more all visitors together may do whose address is not known, as on a laptop or behind an edge that does not tell it. */
const UNKNOWN_FACTOR = 5;

/** The visitor's address as the edge saw it; undefined where no edge tells it. */
export function addressOf({ addressHeader }: Pick<Storefront, 'addressHeader'>, request: FastifyRequest): VisitorAddress | undefined {
  return addressHeader === undefined ? undefined : readVisitorAddress(request.headers[addressHeader]);
}

/** Counts by the visitor's address; visitors without one are counted together. */
export function drawsByAddress(shop: Pick<Storefront, 'addressHeader'>, request: FastifyRequest, limit: Omit<Limit, 'of'>): readonly Draw[] {
  const address = addressOf(shop, request)?.address;
  return [address === undefined ? { ...limit, of: 'unknown', most: limit.most * UNKNOWN_FACTOR } : { ...limit, of: address }];
}

/** Ends the request with a page that says when to try again. */
export async function refuseBeyond({ limits }: Pick<Storefront, 'limits'>, draws: readonly Draw[]): Promise<void> {
  const wait = await limits.exceeded(...draws);
  if (wait === undefined) return;
  const minutes = Math.ceil(wait / 60);
  throw new PageError(429, 'Too many tries', `Please try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`, wait);
}
