/** Parcel of an order: requested from the warehouse, then shipped by a carrier. */
export interface Shipment {
  readonly orderId: string;
  readonly state: 'requested' | 'shipped';
  readonly carrier?: string;
  readonly tracking?: string;
  /** True for an order that was paid through the demonstration provider. */
  readonly test: boolean;
}
