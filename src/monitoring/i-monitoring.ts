import type { Alarm, IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { AlarmOptions } from './alarm-options';

/**
 * What a room sees of the monitoring: it registers its alarms and widgets, and knows nothing of topics and dashboards.
 *
 * @internal
 */
export interface IMonitoring {
  /** Every alarm of the shop is sent here. */
  readonly alarmTopic: ITopic;

  /**
   * Makes an alarm that notifies the alarm topic.
   *
   * @param id the alarm's construct id and the name of its section in the operator's runbook, such as `DatabaseCpu`
   * @param options what is watched and when it is too much
   * @throws an error when the id is taken
   */
  addAlarm(id: string, options: AlarmOptions): Alarm;

  /**
   * Puts widgets on the dashboard.
   *
   * @param section the tier's heading, such as `Database`
   * @param widgets in the order in which they stand
   */
  addWidgets(section: string, ...widgets: IWidget[]): void;
}
