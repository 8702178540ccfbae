/** Who visits the shop: customers, their sessions, addresses and one-time tokens. Hashes only; what they are hashes of is never stored. */
import { Address } from './store';

export type Role = 'customer' | 'seller' | 'admin';

/** `bounced` and `complained`: the mailbox refused, or its owner called a mail spam; only mails about orders go there any more. */
export type MailState = 'ok' | 'bounced' | 'complained';

export interface Customer {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  /** Absent: nobody can sign in with a password. */
  readonly passwordHash?: string;
  readonly role: Role;
  /** BCP 47, such as `en`. */
  readonly locale: string;
  readonly mailState: MailState;
}

export type NewCustomer = Omit<Customer, 'mailState'>;

export interface CustomerPage {
  readonly customers: readonly Customer[];
  readonly nextPage?: number;
}

export interface SavedAddress {
  readonly id: string;
  readonly address: Address;
}

export interface Customers {
  /** `false`: somebody has this e-mail address. */
  insert(customer: NewCustomer): Promise<boolean>;
  find(id: string): Promise<Customer | undefined>;
  findByEmail(email: string): Promise<Customer | undefined>;
  /** By e-mail address; `search` is the beginning of one. */
  list(query: { readonly search?: string; readonly page?: number; readonly pageSize?: number }): Promise<CustomerPage>;
  setName(id: string, name: string): Promise<void>;
  setPassword(id: string, passwordHash: string): Promise<void>;
  setRole(id: string, role: Role): Promise<boolean>;
  /** `false`: nobody has this e-mail address. A complaint is never undone by a bounce. */
  setMailState(email: string, state: MailState): Promise<boolean>;
  /** The latest 50, newest first. */
  addresses(customerId: string): Promise<readonly SavedAddress[]>;
  addAddress(customerId: string, saved: SavedAddress): Promise<void>;
  /** `false`: it is not this customer's. */
  removeAddress(customerId: string, addressId: string): Promise<boolean>;
}

export interface Session {
  /** SHA-256 of the token in the cookie, in hexadecimal. */
  readonly tokenHash: string;
  readonly customerId?: string;
  /** The cart of a visitor who is not signed in. */
  readonly cartId?: string;
  readonly csrfSecret: string;
  readonly expiresAt: Date;
}

export interface Sessions {
  insert(session: Session): Promise<void>;
  find(tokenHash: string): Promise<Session | undefined>;
  setCart(tokenHash: string, cartId: string): Promise<void>;
  extend(tokenHash: string, expiresAt: Date): Promise<void>;
  end(tokenHash: string): Promise<void>;
  /** All of a customer's, such as after a new password; returns their hashes. */
  endAll(customerId: string): Promise<readonly string[]>;
  /** Returns how many went. */
  removeExpired(now: Date, limit: number): Promise<number>;
}

export type TokenPurpose = 'reset' | 'admin';

export interface OneTimeToken {
  readonly tokenHash: string;
  readonly purpose: TokenPurpose;
  readonly customerId: string;
  readonly expiresAt: Date;
}

export interface OneTimeTokens {
  insert(token: OneTimeToken): Promise<void>;
  /** The customer it was made for; undefined when it is unknown, used or too old. Works once. */
  take(tokenHash: string, purpose: TokenPurpose, now: Date): Promise<string | undefined>;
  /** Removes tokens that ended before then, used or not; returns how many went. */
  removeExpired(before: Date, limit: number): Promise<number>;
}

export interface Seller {
  readonly id: string;
  readonly customerId: string;
  readonly name: string;
}

export interface Sellers {
  /** `false`: this customer is a seller already. */
  insert(seller: Seller): Promise<boolean>;
  find(id: string): Promise<Seller | undefined>;
  findByCustomer(customerId: string): Promise<Seller | undefined>;
}
