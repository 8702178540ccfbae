import type { Alarm, IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { AlarmOptions } from './alarm-options';

/**
 * The monitoring as rooms use it: they register alarms and widgets, and do not depend on topics and dashboards.
 *
 * @internal
 */
export interface IMonitoring {
  /** The topic that every alarm of the shop notifies. */
  readonly alarmTopic: ITopic;

  /**
   * Creates an alarm that notifies the alarm topic.
   *
   * @param id the alarm's construct id, and the title of its section in the operator's runbook, such as `DatabaseCpu`
   * @param options metric, threshold and meaning of the alarm
   * @throws an error when the id is already in use
   */
  addAlarm(id: string, options: AlarmOptions): Alarm;

  /**
   * Adds widgets to the dashboard.
   *
   * @param section the tier, with which the title of each widget begins, such as `Database`
   * @param widgets from left to right; a new row begins where there is no room
   */
  addWidgets(section: string, ...widgets: IWidget[]): void;
}
