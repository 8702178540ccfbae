/** The visitor's address, and the limits that count by it. */
import { FastifyRequest } from 'fastify';
import { PageError } from './page-error';
import { Storefront } from './storefront';
import { byAddress, readVisitorAddress, VisitorAddress } from '../../domain/limits/address';
import { Consumption } from '../../domain/limits/limit';

type Edge = Pick<Storefront, 'addressHeader'>;

/** The address as the edge saw it; undefined where no edge tells it. */
export function addressOf({ addressHeader }: Edge, request: FastifyRequest): VisitorAddress | undefined {
  return addressHeader === undefined ? undefined : readVisitorAddress(request.headers[addressHeader]);
}

/** Counts this request by the visitor's address; those of unknown address are counted together, with a larger limit. */
export function drawByAddress(shop: Edge, request: FastifyRequest, draw: Omit<Consumption, 'of'>): Consumption {
  return { ...draw, ...byAddress(addressOf(shop, request), draw) };
}

/** Counts the request, or ends it with a page that says when to try again. */
export async function refuseWhenMany(
  { limits }: Pick<Storefront, 'limits'>,
  draws: readonly Consumption[],
  title = 'Too many tries',
  hint = '',
): Promise<void> {
  const wait = await limits.exceeded(...draws);
  if (wait !== undefined) throw new PageError(429, title, `Please try again in ${waitWords(wait)}.${hint}`, wait);
}

/** Such as `40 seconds` or `12 minutes`. */
export function waitWords(seconds: number): string {
  return seconds <= 90 ? `${Math.max(2, seconds)} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
