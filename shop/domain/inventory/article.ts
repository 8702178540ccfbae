/** Products as their seller sees them, with stock and price history. */
import { Product } from './product';
import { StockLevel } from './stock';

/** Product with its stock. */
export interface Article {
  readonly product: Product;
  readonly stock: StockLevel;
}

/** Changed fields of a product; an absent field stays as it is. */
export type ProductChanges = Partial<Pick<Product, 'name' | 'description' | 'priceMinor' | 'active' | 'imageKey'>>;

/** Entry of a product's price history. */
export interface PriceEntry {
  readonly productId: string;
  readonly version: number;
  readonly priceMinor: number;
  readonly currency: string;
  readonly changedBy?: string;
  readonly changedAt: Date;
}
