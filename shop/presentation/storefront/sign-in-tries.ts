/** Rate limits for signing in: they stop guessing without locking the owner out together with the attacker. */
import { FastifyRequest } from 'fastify';
import { knownToken } from './known-browser';
import { drawHashes } from './passwords';
import { Storefront } from './storefront';
import { addressOf, waitWords } from './visitor-address';
import { Receipt } from '../../application/limits/limits';
import { Consumption } from '../../domain/limits/limit';
import { normalizeEmail } from '../../domain/validation';

const MINUTES = 15;

/**
 * Limit by account and network: enough to find a mistyped password. An attacker in another network is counted apart.
 */
const FROM_NETWORK = { name: 'sign-in account and network', most: 10, minutes: MINUTES };

/**
 * Limit by account, all networks together. A botnet gets 100 tries in 15 minutes, which is 3.5 million a year; NIST SP
 * 800-63B allows no more than 100 in a row. Common passwords, which are guessed first, are refused when they are
 * chosen. An owner in another network and in an unknown browser is locked out only while ten networks guess at once.
 */
const OF_ACCOUNT = { name: 'sign-in account', most: 100, minutes: MINUTES };

/** Limit for a browser that has signed in to the account before, counted apart: a stolen cookie gives only tries. */
const OF_KNOWN_BROWSER = { name: 'sign-in known browser', most: 10, minutes: MINUTES };

/** A try that was counted, or the reason why it is refused. */
export type SignInTry =
  { readonly receipts: readonly Receipt[] } | { readonly problem: string; readonly waitSeconds: number };

/**
 * Counts a try before the password is compared.
 *
 * @param passwordHash - of the account, undefined when there is none with this e-mail address
 * @returns receipts, to be released when the password was right or was never compared; or the reason of the refusal
 */
export async function beginTry(
  shop: Storefront,
  request: FastifyRequest,
  email: string,
  passwordHash: string | undefined,
): Promise<SignInTry> {
  const account = normalizeEmail(email);
  const token = knownToken(shop, request, passwordHash);
  const hashes = drawHashes(shop, request);
  if (token !== undefined) {
    // Counted apart, so that others behind the same address do not take the known browser's share of it.
    const knownHashes = { ...hashes, name: `${hashes.name} known browser` };
    return takeInTurn(shop, [{ ...OF_KNOWN_BROWSER, of: token }, knownHashes], knownHashes);
  }
  const network = addressOf(shop, request)?.network ?? 'unknown';
  const fromNetwork = { ...FROM_NETWORK, of: `${account}\n${network}` };
  return takeInTurn(shop, [fromNetwork, hashes, { ...OF_ACCOUNT, of: account }], hashes);
}

/**
 * Counts one limit after the other, the widest last: a try that a narrower limit refuses never counts for the account.
 */
async function takeInTurn(shop: Storefront, draws: readonly Consumption[], hashes: Consumption): Promise<SignInTry> {
  const counted: { readonly draw: Consumption; readonly receipts: readonly Receipt[] }[] = [];
  for (const draw of draws) {
    const taken = await shop.limits.consume([draw]);
    if ('refused' in taken) {
      await shop.limits.release(counted.flatMap(({ receipts }) => receipts));
      return { problem: problemOf(draw === hashes, taken.waitSeconds), waitSeconds: taken.waitSeconds };
    }
    counted.push({ draw, receipts: taken.receipts });
  }
  // The hash of a right password has used the processor too, so its count stays.
  return { receipts: counted.filter(({ draw }) => draw !== hashes).flatMap(({ receipts }) => receipts) };
}

/**
 * Returns the text of a refusal. It offers a new password only where that helps: not against the limit of an address.
 */
function problemOf(ofAddress: boolean, waitSeconds: number): string {
  const wait = `Please wait ${waitWords(waitSeconds)}`;
  return ofAddress
    ? `There were too many tries from your network. ${wait}.`
    : `There were too many tries. ${wait}, or choose a new password.`;
}
