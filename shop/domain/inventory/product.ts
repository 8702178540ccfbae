export interface Product {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly description: string;
  readonly priceMinor: number;
  readonly currency: string;
  readonly active: boolean;
  readonly version: number;
  /** Absent: the shop's own. */
  readonly sellerId?: string;
  /** Where its picture is in the media store; absent: one is drawn. */
  readonly imageKey?: string;
}
