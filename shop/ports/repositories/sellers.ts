import { Seller } from '../../domain/accounts/seller';

/** Reads of sellers. */
export interface SellersReader {
  find(id: string): Promise<Seller | undefined>;
  findByCustomer(customerId: string): Promise<Seller | undefined>;
}

/** Sellers of the shop. */
export interface Sellers extends SellersReader {
  /** False when the customer is a seller already. */
  insert(seller: Seller): Promise<boolean>;
}
