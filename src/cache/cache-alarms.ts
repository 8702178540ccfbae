import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { ValkeyReplicationGroup } from './valkey-replication-group';
import type { IMonitoring } from '../monitoring/i-monitoring';

const SECTION = 'Cache';

/**
 * Adds the cache's alarms on processor and evictions, and its widgets.
 *
 * @param group - of its nodes, the one with the highest value decides
 * @param monitoring - receives the alarms and widgets
 */
export function addCacheAlarms(group: ValkeyReplicationGroup, monitoring: IMonitoring): void {
  // An unavailable node sends no data. That is no overload: the shop reads from the database.
  const missingData = cloudwatch.TreatMissingData.MISSING;
  const cpu = group.metricMaximum('EngineCPUUtilization');
  const evictions = group.metricMaximum('Evictions', { statistic: 'Sum' });
  monitoring.addAlarm('CacheCpu', {
    metric: cpu,
    threshold: 80,
    missingData,
    summary: 'A cache node is short of processor time: clients give it up after 50 ms.',
  });
  monitoring.addAlarm('CacheEvictions', {
    metric: evictions,
    threshold: 100,
    missingData,
    summary: 'The cache is full: more pages are read from the database.',
  });
  monitoring.addWidgets(
    SECTION,
    new cloudwatch.GraphWidget({
      title: 'processor % of the busiest node, hit rate %',
      left: [cpu, group.metricMaximum('CacheHitRate')],
      width: 24,
    }),
  );
}
