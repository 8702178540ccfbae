import { OneTimeToken, TokenPurpose } from '../../domain/accounts/one-time-token';

/** One-time tokens, stored as hashes. */
export interface OneTimeTokens {
  insert(token: OneTimeToken): Promise<void>;
  /** Uses a token and returns its customer. Undefined when the token is unknown, used or expired. */
  take(tokenHash: string, purpose: TokenPurpose, now: Date): Promise<string | undefined>;
  /** Removes tokens that expired before `before`, used or not; returns their number. */
  removeExpired(before: Date, limit: number): Promise<number>;
}
