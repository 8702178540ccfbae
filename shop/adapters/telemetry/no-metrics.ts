import { Metrics } from '../../ports/metrics';

/** Discards metrics, for processes without monitoring, such as on a laptop. */
export const noMetrics: Metrics = { add: () => undefined };
