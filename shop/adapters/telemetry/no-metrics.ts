import { Metrics } from '../../ports/metrics';

/** Where nobody watches, such as on a laptop. */
export const noMetrics: Metrics = { add: () => undefined };
