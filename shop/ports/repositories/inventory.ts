import { Article, ProductChanges, PriceEntry } from '../../domain/inventory/article';
import { Product } from '../../domain/inventory/product';

/** Page of an article list. */
export interface ArticlePage {
  readonly articles: readonly Article[];
  readonly nextPage?: number;
}

/** Product to insert with its low-stock mark. */
export interface NewArticle {
  readonly product: Omit<Product, 'version'>;
  readonly lowMark: number;
}

/** Reads of articles, for sellers and administrators. */
export interface InventoryReader {
  /**
   * Also articles that are not on sale. Without `sellerId` those of all sellers. `low`: only those on sale with stock
   * at or below their mark.
   */
  list(query: {
    readonly sellerId?: string;
    readonly low?: boolean;
    readonly page?: number;
    readonly pageSize?: number;
  }): Promise<ArticlePage>;
  prices(productId: string, limit?: number): Promise<readonly PriceEntry[]>;
}

/** Articles with their stock. */
export interface Inventory extends InventoryReader {
  /** Inserts the product with an empty stock row; false when the article number exists. */
  insert(article: NewArticle): Promise<boolean>;
  /** Updates the product and increments its version; false when its version is no longer `version`. */
  update(productId: string, version: number, changes: ProductChanges): Promise<boolean>;
  recordPrice(entry: PriceEntry): Promise<void>;
  /**
   * Adds `delta` to the stock on hand, which may be negative; false when less than the reserved pieces would remain.
   */
  adjust(productId: string, delta: number): Promise<boolean>;
  setLowMark(productId: string, lowMark: number): Promise<void>;
}
