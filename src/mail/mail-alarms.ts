import { Duration } from 'aws-cdk-lib';
import { GraphWidget, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IMonitoring } from '../monitoring/i-monitoring';

/**
 * Rates at which SES reviews an account
 * (https://docs.aws.amazon.com/ses/latest/dg/reputationdashboardmessages.html).
 */
const REVIEWED_BOUNCES = 0.05;
const REVIEWED_COMPLAINTS = 0.001;

/**
 * Adds alarms and a widget for the sender's reputation. SES rates the account, so these two metrics have no dimension
 * and include other senders of the account.
 */
export function addMailAlarms(monitoring: IMonitoring): void {
  const rate = (metricName: string) =>
    new Metric({ namespace: 'AWS/SES', metricName, statistic: 'Average', period: Duration.hours(1) });
  const [bounces, complaints] = [rate('Reputation.BounceRate'), rate('Reputation.ComplaintRate')];
  monitoring.addAlarm('MailBounces', {
    metric: bounces,
    threshold: REVIEWED_BOUNCES,
    periods: 1,
    summary:
      'One mail in twenty is sent to an address that does not exist: SES reviews the account, ' +
      'and pauses it at one in ten.',
  });
  monitoring.addAlarm('MailComplaints', {
    metric: complaints,
    threshold: REVIEWED_COMPLAINTS,
    periods: 1,
    summary:
      'One mail in a thousand is reported as spam: SES reviews the account, and pauses it at five in a thousand.',
  });
  monitoring.addWidgets(
    'Mail',
    new GraphWidget({ title: 'Reputation of the sender', width: 24, left: [bounces], right: [complaints] }),
  );
}
