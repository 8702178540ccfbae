import { MetricName } from '../../src/contract/metrics';

/** Numbers about the business, for whoever watches over the shop. What they become is the adapter's. */
export interface Metrics {
  /** `about` names what the number is split by, such as the currency: few values each, never ids. */
  add(name: MetricName, value?: number, about?: Readonly<Record<string, string>>): void;
}
