/** Accounts of the shop: hashes only; what they are hashes of is never stored. */
import { Address } from '../address';

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

export interface SavedAddress {
  readonly id: string;
  readonly address: Address;
}
