import { Seller } from '../../domain/accounts/seller';

export interface SellersReader {
  find(id: string): Promise<Seller | undefined>;
  findByCustomer(customerId: string): Promise<Seller | undefined>;
}

export interface Sellers extends SellersReader {
  /** `false`: this customer is a seller already. */
  insert(seller: Seller): Promise<boolean>;
}
