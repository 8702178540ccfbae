/** Hashing of passwords, bounded by process and by visitor. */
import { FastifyRequest } from 'fastify';
import { Storefront } from './storefront';
import { drawByAddress } from './visitor-address';
import { ConcurrencyLimit } from '../../application/limits/concurrency-limit';
import { hashPassword, passwordMatches } from '../../domain/accounts/password';
import { Consumption } from '../../domain/limits/limit';

/**
 * Two at a time: each takes a processor and 32 MB for some tenths of a second, so many at once would leave nothing for
 * pages. With 20 waiting the last one waits for about three seconds; later ones are asked at once to come back.
 */
const slots = new ConcurrencyLimit(2, 20);

/**
 * Over all forms with a password: enough for an office behind one address, while one machine gets less than half a
 * minute of a processor in a quarter of an hour.
 */
const HASHES_OF_ADDRESS = { name: 'password address', most: 60, minutes: 15 };

/** Counts what a request will hash: every route takes it before it hashes anything. */
export function drawHashes(shop: Pick<Storefront, 'addressHeader'>, request: FastifyRequest, amount = 1): Consumption {
  return drawByAddress(shop, request, { ...HASHES_OF_ADDRESS, amount });
}

export async function hashInTurn(password: string): Promise<string> {
  return slots.run(async () => hashPassword(password));
}

export async function matchesInTurn(password: string, stored: string | undefined): Promise<boolean> {
  return slots.run(async () => passwordMatches(password, stored));
}
