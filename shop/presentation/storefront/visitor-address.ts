/** The visitor's IP address, and the rate limits that count by it. */
import { FastifyRequest } from 'fastify';
import { PageError } from './page-error';
import { Storefront } from './storefront';
import { byAddress, readVisitorAddress, VisitorAddress } from '../../domain/limits/address';
import { Consumption } from '../../domain/limits/limit';

type Edge = Pick<Storefront, 'addressHeader'>;

/**
 * Returns the visitor's address as CloudFront saw it.
 *
 * @param request - only the configured header is read; visitors can forge all others
 * @returns undefined without such a header
 */
export function addressOf({ addressHeader }: Edge, request: FastifyRequest): VisitorAddress | undefined {
  return addressHeader === undefined ? undefined : readVisitorAddress(request.headers[addressHeader]);
}

/**
 * Adds the visitor's address to a count.
 *
 * @param draw - name, limit and window; visitors without an address are counted together, with a larger limit
 */
export function drawByAddress(shop: Edge, request: FastifyRequest, draw: Omit<Consumption, 'of'>): Consumption {
  return { ...draw, ...byAddress(addressOf(shop, request), draw) };
}

/**
 * Counts the request; beyond a limit it ends with a 429 page that says when to try again.
 *
 * @param draws - all are counted, or none when one of them is exceeded
 * @param hint - added after the waiting time, with a space before it
 */
export async function refuseWhenMany(
  { limits }: Pick<Storefront, 'limits'>,
  draws: readonly Consumption[],
  title = 'Too many tries',
  hint = '',
): Promise<void> {
  const wait = await limits.exceeded(...draws);
  if (wait !== undefined) throw new PageError(429, title, `Please try again in ${waitWords(wait)}.${hint}`, wait);
}

/** Returns a waiting time in words, such as `40 seconds` or `12 minutes`. */
export function waitWords(seconds: number): string {
  return seconds <= 90 ? `${Math.max(2, seconds)} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
