/** Business metrics as lines of the log in CloudWatch's embedded format: no call to a service, and nothing lost when one is away. */
import { Metrics as Powertools, MetricUnit } from '@aws-lambda-powertools/metrics';
import { SERVICE } from './service';
import { MetricName, Metrics } from '../../../ports/metrics';
import { output } from '../../log';

export class FunctionMetrics implements Metrics {
  /** One for each set of dimensions: within one, numbers of the same name become one metric. */
  private readonly sets = new Map<string, Powertools>();

  constructor(private readonly namespace: string) {}

  add(name: MetricName, value: number = 1, about: Readonly<Record<string, string>> = {}): void {
    const key = JSON.stringify(about);
    const set = this.sets.get(key) ?? new Powertools({ namespace: this.namespace, serviceName: SERVICE, defaultDimensions: about });
    this.sets.set(key, set);
    set.addMetric(name, MetricUnit.Count, value);
  }

  /** At the end of a call. */
  flush(): void {
    for (const set of this.sets.values()) {
      if (set.hasStoredMetrics()) output.line(JSON.stringify(set.serializeMetrics()));
    }
    this.sets.clear();
  }
}
