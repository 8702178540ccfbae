export interface Seller {
  readonly id: string;
  readonly customerId: string;
  readonly name: string;
}
