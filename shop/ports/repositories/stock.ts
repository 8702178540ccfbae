import { StockLevel, Movement } from '../../domain/inventory/stock';

/** Reads of stock. */
export interface StockReader {
  find(productId: string): Promise<StockLevel | undefined>;
  /** All entries of the ledger for an order. */
  movements(orderId: string): Promise<readonly Movement[]>;
}

/**
 * Stock rows and their ledger. Each change has a condition; false means that the row did not meet it and nothing was
 * written.
 */
export interface Stock extends StockReader {
  /**
   * `share`: percentage of the pieces on hand that may be reserved in total, but at least one piece; 100 when absent.
   */
  reserve(productId: string, quantity: number, share?: number): Promise<boolean>;
  release(productId: string, quantity: number): Promise<boolean>;
  sellReserved(productId: string, quantity: number): Promise<boolean>;
  sellFree(productId: string, quantity: number): Promise<boolean>;
  record(movement: Movement): Promise<void>;
}
