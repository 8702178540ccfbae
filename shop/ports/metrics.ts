import { MetricName } from '../../src/contract/metrics';

/** Business metrics for the operators. The adapter decides where they are sent. */
export interface Metrics {
  /** `about` holds the dimensions, such as the currency. A dimension has few values and never contains ids. */
  add(name: MetricName, value?: number, about?: Readonly<Record<string, string>>): void;
}
