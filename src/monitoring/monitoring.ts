import { Annotations, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { AlarmOptions } from './alarm-options';
import { compact } from './compact-widget';
import type { IMonitoring } from './i-monitoring';
import type { MonitoringProps } from './monitoring-options';
import { acknowledge } from '../core/acknowledge';

const RUNBOOK =
  'https://github.com/cdk-ecommerce-architecture/cdk-ecommerce-architecture/blob/main/docs/operator-runbook.md';

/**
 * The alarms of every tier, one topic that they notify, and one dashboard. Alarms cover latency, traffic, errors and
 * saturation.
 *
 * @example
 * declare const shop: EcommerceArchitecture;
 * declare const metric: cloudwatch.Metric;
 *
 * shop.monitoring.addAlarm('CheckoutSlow', {
 *   metric,
 *   threshold: 2,
 *   summary: 'The checkout takes longer than two seconds.',
 * });
 */
export class Monitoring extends Construct implements IMonitoring {
  /** @internal */
  public static _create(scope: Construct, id: string, props: MonitoringProps): Monitoring {
    return new Monitoring(scope, id, props);
  }

  /** The topic that every alarm of the shop notifies. */
  public readonly alarmTopic: sns.ITopic;

  /** The dashboard, with widgets for each tier. */
  public readonly dashboard: cloudwatch.Dashboard;

  private readonly alarms = new Map<string, cloudwatch.Alarm>();

  private constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    this.alarmTopic = props.alarmTopic ?? this.createTopic(props);
    this.dashboard = new cloudwatch.Dashboard(this, 'Dashboard');
    this.dashboard.addWidgets(
      new cloudwatch.TextWidget({ markdown: `[What to do when an alarm goes off](${RUNBOOK})`, width: 24, height: 1 }),
    );
  }

  /** The construct ids of all alarms. */
  public get alarmIds(): string[] {
    return [...this.alarms.keys()];
  }

  /**
   * Creates an alarm that notifies the alarm topic.
   *
   * @param id the alarm's construct id, and the title of its section in the operator's runbook, such as `DatabaseCpu`
   * @param options metric, threshold and meaning of the alarm
   * @throws an error when the id is already in use
   */
  public addAlarm(id: string, options: AlarmOptions): cloudwatch.Alarm {
    const alarm = new cloudwatch.Alarm(this, id, {
      metric: options.metric,
      threshold: options.threshold,
      comparisonOperator: options.comparison ?? cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: options.periods ?? 3,
      treatMissingData: options.missingData ?? cloudwatch.TreatMissingData.NOT_BREACHING,
      alarmDescription: `${options.summary} Runbook: ${id}`,
    });
    alarm.addAlarmAction(new SnsAction(this.alarmTopic));
    this.alarms.set(id, alarm);
    return alarm;
  }

  /**
   * Adds widgets to the dashboard.
   *
   * @param section the tier, with which the title of each widget begins, such as `Database`
   * @param widgets from left to right; a new row begins where there is no room
   */
  public addWidgets(section: string, ...widgets: cloudwatch.IWidget[]): void {
    this.dashboard.addWidgets(...widgets.map((widget) => compact(widget, section)));
  }

  private createTopic(props: MonitoringProps): sns.ITopic {
    const topic = new sns.Topic(this, 'AlarmTopic', { masterKey: props.encryptionKey, enforceSSL: true });
    // A topic policy replaces the default policy, which lets alarms of the same account publish.
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsAndEvents',
        principals: ['cloudwatch.amazonaws.com', 'events.rds.amazonaws.com'].map(
          (service) => new ServicePrincipal(service),
        ),
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    if (props.alarmEmail) {
      acknowledge(
        topic.addSubscription(new EmailSubscription(props.alarmEmail)),
        'SNSRedrivePolicy',
        'A mail that is not delivered would wait in a queue that no one reads; the alarm keeps its state, and the ' +
          'dashboard shows it.',
      );
    } else {
      Annotations.of(this).addWarningV2(
        'cdk-ecommerce-architecture:alarms-unheard',
        'Alarms have no recipient: set `monitoring.alarmEmail`, or subscribe to the topic that is named in the ' +
          'output AlarmTopic of the stack.',
      );
    }
    return topic;
  }
}
