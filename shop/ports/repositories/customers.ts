import { Customer, Role, MailState, SavedAddress } from '../../domain/accounts/customer';

/** Account to insert; its mailbox state is `ok`. */
export type NewCustomer = Omit<Customer, 'mailState'>;

/** Page of a customer list. */
export interface CustomerPage {
  readonly customers: readonly Customer[];
  readonly nextPage?: number;
}

/** Reads of customers. */
export interface CustomersReader {
  find(id: string): Promise<Customer | undefined>;
  findByEmail(email: string): Promise<Customer | undefined>;
  /** Ordered by e-mail address. `search` is the beginning of an address. */
  list(query: { readonly search?: string; readonly page?: number; readonly pageSize?: number }): Promise<CustomerPage>;
  /** The latest 50, newest first. */
  addresses(customerId: string): Promise<readonly SavedAddress[]>;
}

/** Accounts and their address books. */
export interface Customers extends CustomersReader {
  /** False when the e-mail address has an account. */
  insert(customer: NewCustomer): Promise<boolean>;
  setName(id: string, name: string): Promise<void>;
  setPassword(id: string, passwordHash: string): Promise<void>;
  setRole(id: string, role: Role): Promise<boolean>;
  /** False when the e-mail address has no account. A bounce never replaces a complaint. */
  setMailState(email: string, state: MailState): Promise<boolean>;
  addAddress(customerId: string, saved: SavedAddress): Promise<void>;
  /** False when the address is not in this customer's address book. */
  removeAddress(customerId: string, addressId: string): Promise<boolean>;
}
