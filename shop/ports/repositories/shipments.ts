import { Shipment } from '../../domain/orders/shipment';

export interface ShipmentsReader {
  find(orderId: string): Promise<Shipment | undefined>;
}

export interface Shipments extends ShipmentsReader {
  /** `false`: the order already has one. */
  request(orderId: string, test: boolean): Promise<boolean>;
  /** `false` when it is not waiting for dispatch. */
  dispatch(orderId: string, carrier: string, tracking: string): Promise<boolean>;
}
