import { Session } from '../../domain/accounts/session';

export interface SessionsReader {
  find(tokenHash: string): Promise<Session | undefined>;
}

export interface Sessions extends SessionsReader {
  insert(session: Session): Promise<void>;
  setCart(tokenHash: string, cartId: string): Promise<void>;
  extend(tokenHash: string, expiresAt: Date): Promise<void>;
  end(tokenHash: string): Promise<void>;
  /** All of a customer's, such as after a new password; returns their hashes. */
  endAll(customerId: string): Promise<readonly string[]>;
  /** Returns how many went. */
  removeExpired(now: Date, limit: number): Promise<number>;
}
