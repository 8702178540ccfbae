/** Accounts of the shop. Passwords and tokens are stored as hashes only. */
import { Address } from '../address';

export type Role = 'customer' | 'seller' | 'admin';

/**
 * State of a customer's mailbox. `bounced`: the mailbox refused a mail permanently. `complained`: the customer marked a
 * mail as spam. In both states only mails about orders are sent.
 */
export type MailState = 'ok' | 'bounced' | 'complained';

/** Account of a customer, a seller or an administrator. */
export interface Customer {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  /** Absent: the account has no password, so no one can sign in to it with one. */
  readonly passwordHash?: string;
  readonly role: Role;
  /** Language as a BCP 47 tag, such as `en`. */
  readonly locale: string;
  readonly mailState: MailState;
}

/** Address in a customer's address book. */
export interface SavedAddress {
  readonly id: string;
  readonly address: Address;
}
