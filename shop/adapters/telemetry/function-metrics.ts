/** Business metrics as lines of the log in CloudWatch's embedded format: no call to a service, and nothing lost when one is away. */
import { output } from './log';
import { SERVICE } from './service';
import { MetricName } from '../../../src/contract/metrics';
import { Metrics } from '../../ports/metrics';

/** Adds up what one call counts: a line a set of dimensions, however many orders there were. */
export class FunctionMetrics implements Metrics {
  /** By what they are split by: one line each. */
  private readonly sets = new Map<string, Map<MetricName, number>>();

  constructor(private readonly namespace: string) {}

  add(name: MetricName, value: number = 1, about: Readonly<Record<string, string>> = {}): void {
    const key = JSON.stringify(about);
    const set = this.sets.get(key) ?? new Map<MetricName, number>();
    this.sets.set(key, set.set(name, (set.get(name) ?? 0) + value));
  }

  /** At the end of a call. */
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
