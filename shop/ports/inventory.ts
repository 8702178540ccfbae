/** What sellers change. Visitors read the catalogue (`store.ts`); here are the writes and what only sellers see. */
import { Product, StockLevel } from './store';

export interface Article {
  readonly product: Product;
  readonly stock: StockLevel;
}

export interface ArticlePage {
  readonly articles: readonly Article[];
  readonly nextPage?: number;
}

export interface NewArticle {
  readonly product: Omit<Product, 'version'>;
  readonly lowMark: number;
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

export interface Inventory {
  /** With an empty stock row. `false`: the article number is taken. */
  insert(article: NewArticle): Promise<boolean>;
  /** Also what is not on sale; all sellers' when none is given. `low`: only what is on sale and at or below its mark. */
  list(query: {
    readonly sellerId?: string;
    readonly low?: boolean;
    readonly page?: number;
    readonly pageSize?: number;
  }): Promise<ArticlePage>;
  /** Guarded by the version and makes the next one: `false` when somebody else changed it meanwhile. */
  update(productId: string, version: number, changes: ProductChanges): Promise<boolean>;
  recordPrice(entry: PriceEntry): Promise<void>;
  prices(productId: string, limit?: number): Promise<readonly PriceEntry[]>;
  /** Adds to the shelf, or takes away; `false` when less than what is reserved would be left. */
  adjust(productId: string, delta: number): Promise<boolean>;
  setLowMark(productId: string, lowMark: number): Promise<void>;
}
