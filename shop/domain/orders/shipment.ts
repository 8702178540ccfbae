export interface Shipment {
  readonly orderId: string;
  readonly state: 'requested' | 'shipped';
  readonly carrier?: string;
  readonly tracking?: string;
  readonly test: boolean;
}
