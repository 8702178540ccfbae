import { Session } from '../../domain/accounts/session';

/** Reads of sessions. */
export interface SessionsReader {
  find(tokenHash: string): Promise<Session | undefined>;
}

/** Sessions, found by the hash of their token. */
export interface Sessions extends SessionsReader {
  insert(session: Session): Promise<void>;
  setCart(tokenHash: string, cartId: string): Promise<void>;
  extend(tokenHash: string, expiresAt: Date): Promise<void>;
  end(tokenHash: string): Promise<void>;
  /** Ends all sessions of a customer, such as after a new password; returns their hashes. */
  endAll(customerId: string): Promise<readonly string[]>;
  /** Returns the number of removed sessions. */
  removeExpired(now: Date, limit: number): Promise<number>;
}
