import { OneTimeToken, TokenPurpose } from '../../domain/accounts/one-time-token';

export interface OneTimeTokens {
  insert(token: OneTimeToken): Promise<void>;
  /** The customer it was made for; undefined when it is unknown, used or too old. Works once. */
  take(tokenHash: string, purpose: TokenPurpose, now: Date): Promise<string | undefined>;
  /** Removes tokens that ended before then, used or not; returns how many went. */
  removeExpired(before: Date, limit: number): Promise<number>;
}
