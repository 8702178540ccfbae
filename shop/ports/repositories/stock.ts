import { StockLevel, Movement } from '../../domain/inventory/stock';

export interface StockReader {
  find(productId: string): Promise<StockLevel | undefined>;
  /** What the ledger says of an order. */
  movements(orderId: string): Promise<readonly Movement[]>;
}

/** Each movement is guarded by its condition: `false` means the row did not allow it and nothing was written. */
export interface Stock extends StockReader {
  /** `share`: percent of the pieces on hand that may be reserved altogether, but at least one; 100 when absent. */
  reserve(productId: string, quantity: number, share?: number): Promise<boolean>;
  release(productId: string, quantity: number): Promise<boolean>;
  sellReserved(productId: string, quantity: number): Promise<boolean>;
  sellFree(productId: string, quantity: number): Promise<boolean>;
  record(movement: Movement): Promise<void>;
}
