/** The limits of tries to sign in: against guessing, and without locking the owner out together with the attacker. */
import { FastifyRequest } from 'fastify';
import { knownToken } from './known-browser';
import { drawHashes } from './passwords';
import { Storefront } from './storefront';
import { addressOf, waitWords } from './visitor-address';
import { Receipt } from '../../application/limits/limits';
import { Consumption } from '../../domain/limits/limit';
import { normalizeEmail } from '../../domain/validation';

const MINUTES = 15;

/** An owner finds a mistyped password within 10 tries, or chooses a new one. An attacker elsewhere is counted apart. */
const FROM_NETWORK = { name: 'sign-in account and network', most: 10, minutes: MINUTES };

/**
 * From all networks together: it bounds what a botnet can guess, to 100 in 15 minutes (NIST SP 800-63B allows no more
 * in a row), which is 3.5 million in a year. The passwords that are tried first are refused when they are chosen. Ten
 * networks have to guess at once before an owner is locked out who is at none of them and whose browser is not known.
 */
const OF_ACCOUNT = { name: 'sign-in account', most: 100, minutes: MINUTES };

/** From a browser that has signed in to the account before, counted apart: a stolen cookie gives nothing but tries. */
const OF_KNOWN_BROWSER = { name: 'sign-in known browser', most: 10, minutes: MINUTES };

export type SignInTry =
  { readonly receipts: readonly Receipt[] } | { readonly problem: string; readonly waitSeconds: number };

/**
 * Counts a try before the password is compared.
 *
 * @param passwordHash of the account, undefined when there is none with this e-mail address
 * @returns receipts, to be given back when the password was right or was never compared; or why the try is refused
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
    // Counted apart, so that strangers behind the same address do not take the known browser's share of it.
    const knownHashes = { ...hashes, name: `${hashes.name} known browser` };
    return takeInTurn(shop, [{ ...OF_KNOWN_BROWSER, of: token }, knownHashes], knownHashes);
  }
  const network = addressOf(shop, request)?.network ?? 'unknown';
  const fromNetwork = { ...FROM_NETWORK, of: `${account}\n${network}` };
  return takeInTurn(shop, [fromNetwork, hashes, { ...OF_ACCOUNT, of: account }], hashes);
}

/** One after the other, the widest last: what a narrower limit refuses never counts for the account, even briefly. */
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
  // A processor's time is gone also for a right password.
  return { receipts: counted.filter(({ draw }) => draw !== hashes).flatMap(({ receipts }) => receipts) };
}

/** A new password helps against the limits of an account, not against that of an address. */
function problemOf(ofAddress: boolean, waitSeconds: number): string {
  const wait = `Please wait ${waitWords(waitSeconds)}`;
  return ofAddress
    ? `There were too many tries from your network. ${wait}.`
    : `There were too many tries. ${wait}, or choose a new password.`;
}
