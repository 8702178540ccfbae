import { Customer, Role, MailState, SavedAddress } from '../../domain/accounts/customer';

export type NewCustomer = Omit<Customer, 'mailState'>;

export interface CustomerPage {
  readonly customers: readonly Customer[];
  readonly nextPage?: number;
}

export interface CustomersReader {
  find(id: string): Promise<Customer | undefined>;
  findByEmail(email: string): Promise<Customer | undefined>;
  /** By e-mail address; `search` is the beginning of one. */
  list(query: { readonly search?: string; readonly page?: number; readonly pageSize?: number }): Promise<CustomerPage>;
  /** The latest 50, newest first. */
  addresses(customerId: string): Promise<readonly SavedAddress[]>;
}

export interface Customers extends CustomersReader {
  /** `false`: somebody has this e-mail address. */
  insert(customer: NewCustomer): Promise<boolean>;
  setName(id: string, name: string): Promise<void>;
  setPassword(id: string, passwordHash: string): Promise<void>;
  setRole(id: string, role: Role): Promise<boolean>;
  /** `false`: nobody has this e-mail address. A complaint is never undone by a bounce. */
  setMailState(email: string, state: MailState): Promise<boolean>;
  addAddress(customerId: string, saved: SavedAddress): Promise<void>;
  /** `false`: it is not this customer's. */
  removeAddress(customerId: string, addressId: string): Promise<boolean>;
}
