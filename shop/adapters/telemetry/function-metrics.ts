/**
 * Business metrics as log lines in CloudWatch's embedded metric format. They need no call to a service, so none can be
 * lost while a service is unavailable.
 */
import { output } from './log';
import { SERVICE } from './service';
import { MetricName } from '../../../src/contract/metrics';
import { Metrics } from '../../ports/metrics';

/** Sums up the metrics of one invocation: one line for each set of dimensions. */
export class FunctionMetrics implements Metrics {
  /** Sums by set of dimensions. */
  private readonly sets = new Map<string, Map<MetricName, number>>();

  constructor(private readonly namespace: string) {}

  add(name: MetricName, value: number = 1, about: Readonly<Record<string, string>> = {}): void {
    const key = JSON.stringify(about);
    const set = this.sets.get(key) ?? new Map<MetricName, number>();
    this.sets.set(key, set.set(name, (set.get(name) ?? 0) + value));
  }

  /** Writes the sums; called at the end of an invocation. */
  async flush(): Promise<void> {
    if (this.sets.size === 0) return;
    const { Metrics: Powertools, MetricUnit } = await import('./powertools');
    for (const [about, counts] of this.sets) {
      const defaultDimensions = JSON.parse(about) as Record<string, string>;
      const metrics = new Powertools({ namespace: this.namespace, serviceName: SERVICE, defaultDimensions });
      for (const [name, value] of counts) metrics.addMetric(name, MetricUnit.Count, value);
      output.line(JSON.stringify(metrics.serializeMetrics()));
    }
    this.sets.clear();
  }
}
