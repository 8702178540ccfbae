import { Article, ProductChanges, PriceEntry } from '../../domain/inventory/article';
import { Product } from '../../domain/inventory/product';

export interface ArticlePage {
  readonly articles: readonly Article[];
  readonly nextPage?: number;
}

export interface NewArticle {
  readonly product: Omit<Product, 'version'>;
  readonly lowMark: number;
}

export interface InventoryReader {
  /** Also what is not on sale; all sellers' when none is given. `low`: only what is on sale and at or below its mark. */
  list(query: {
    readonly sellerId?: string;
    readonly low?: boolean;
    readonly page?: number;
    readonly pageSize?: number;
  }): Promise<ArticlePage>;
  prices(productId: string, limit?: number): Promise<readonly PriceEntry[]>;
}

export interface Inventory extends InventoryReader {
  /** With an empty stock row. `false`: the article number is taken. */
  insert(article: NewArticle): Promise<boolean>;
  /** Guarded by the version and makes the next one: `false` when somebody else changed it meanwhile. */
  update(productId: string, version: number, changes: ProductChanges): Promise<boolean>;
  recordPrice(entry: PriceEntry): Promise<void>;
  /** Adds to the shelf, or takes away; `false` when less than what is reserved would be left. */
  adjust(productId: string, delta: number): Promise<boolean>;
  setLowMark(productId: string, lowMark: number): Promise<void>;
}
