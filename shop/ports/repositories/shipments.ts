import { Shipment } from '../../domain/orders/shipment';

/** Reads of shipments. */
export interface ShipmentsReader {
  find(orderId: string): Promise<Shipment | undefined>;
}

/** Shipments, one for each order. */
export interface Shipments extends ShipmentsReader {
  /** False when the order has a shipment already. */
  request(orderId: string, test: boolean): Promise<boolean>;
  /** False when the shipment is not waiting for dispatch. */
  dispatch(orderId: string, carrier: string, tracking: string): Promise<boolean>;
}
