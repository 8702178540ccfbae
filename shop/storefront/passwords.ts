import { Slots } from '../adapters/cache/slots';
import { hashPassword, passwordMatches } from '../domain/accounts/password';

/** Each takes a processor and 32 MB for some tenths of a second: many at once would leave nothing for pages. */
const slots = new Slots(2);

export async function hashInTurn(password: string): Promise<string> {
  return slots.run(async () => hashPassword(password));
}

export async function matchesInTurn(password: string, stored: string | undefined): Promise<boolean> {
  return slots.run(async () => passwordMatches(password, stored));
}
