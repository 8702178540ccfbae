/** Product of the catalogue. */
export interface Product {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly description: string;
  readonly priceMinor: number;
  readonly currency: string;
  readonly active: boolean;
  readonly version: number;
  /** Absent: the shop itself sells the product. */
  readonly sellerId?: string;
  /** Key of the picture in the media storage; absent: the storefront draws one. */
  readonly imageKey?: string;
}
