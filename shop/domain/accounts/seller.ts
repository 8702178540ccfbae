/** Seller who offers products in the shop; belongs to the account `customerId`. */
export interface Seller {
  readonly id: string;
  readonly customerId: string;
  readonly name: string;
}
