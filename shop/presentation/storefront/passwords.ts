/** Hashing of passwords, limited for each process and for each address. */
import { FastifyRequest } from 'fastify';
import { Storefront } from './storefront';
import { drawByAddress } from './visitor-address';
import { ConcurrencyLimit } from '../../application/limits/concurrency-limit';
import { hashPassword, passwordMatches } from '../../domain/accounts/password';
import { Consumption } from '../../domain/limits/limit';

/**
 * Limit of two hashes at a time: each takes a processor and 32 MB for some tenths of a second, so many at once would
 * stop the pages. The last of 20 waiting requests waits for about three seconds; further ones are refused at once
 * (503).
 */
const slots = new ConcurrencyLimit(2, 20);

/**
 * Limit for all forms with a password together: enough for an office behind one address, while one machine takes less
 * than half a minute of a processor in 15 minutes.
 */
const HASHES_OF_ADDRESS = { name: 'password address', most: 60, minutes: 15 };

/**
 * Returns the count of the hashes that a request needs. Each route counts them before it hashes.
 *
 * @param amount - number of hashes, 2 for a change of password: one to compare, one to store
 */
export function drawHashes(shop: Pick<Storefront, 'addressHeader'>, request: FastifyRequest, amount = 1): Consumption {
  return drawByAddress(shop, request, { ...HASHES_OF_ADDRESS, amount });
}

/** Hashes a password as soon as the process has capacity; throws `BusyError` when too many requests wait. */
export async function hashInTurn(password: string): Promise<string> {
  return slots.run(async () => hashPassword(password));
}

/**
 * Compares a password with a hash as soon as the process has capacity.
 *
 * @param stored - undefined when there is no account: the comparison takes the same time and fails
 * @throws BusyError when too many requests wait
 */
export async function matchesInTurn(password: string, stored: string | undefined): Promise<boolean> {
  return slots.run(async () => passwordMatches(password, stored));
}
