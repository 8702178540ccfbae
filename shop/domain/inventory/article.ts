/** A product as its seller sees it, with its stock and the history of its price. */
import { Product } from './product';
import { StockLevel } from './stock';

export interface Article {
  readonly product: Product;
  readonly stock: StockLevel;
}

export type ProductChanges = Partial<Pick<Product, 'name' | 'description' | 'priceMinor' | 'active' | 'imageKey'>>;

export interface PriceEntry {
  readonly productId: string;
  readonly version: number;
  readonly priceMinor: number;
  readonly currency: string;
  readonly changedBy?: string;
  readonly changedAt: Date;
}
