import { Duration } from 'aws-cdk-lib';
import { GraphWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { CommerceFunction } from './commerce-function';
import { metricNamespace } from './metric-namespace';
import { LOG_EVENTS, LOG_FIELDS } from '../contract/log-events';
import { METRICS } from '../contract/metrics';
import type { IMonitoring } from '../monitoring/i-monitoring';

/** Longer than several retries, and short enough that customers do not yet miss the confirmation. */
const ORDER_AGE_SECONDS = 600;

/** Logged by the payment function for a signed event whose amount or currency differs from that of the order. */
const PAYMENT_FAILURES = [LOG_EVENTS.paymentMismatch];

/**
 * Logged by the payment function for events without a valid signature, malformed events, and those about unknown orders
 * or of unknown types. Anyone can send the first two, so the alarm requires many of them.
 */
const WEBHOOKS_REFUSED = [LOG_EVENTS.paymentRefused, LOG_EVENTS.paymentUnknown];

/** One event a second for five minutes; a provider that retries refused events stays far below. */
const REFUSED_IN_FIVE_MINUTES = 300;

/** The parts of the room that have alarms and widgets. */
interface MonitoredCommerce extends Construct {
  readonly orderQueue: IQueue;
  readonly orderProcessing: CommerceFunction;
  readonly paymentVerification: CommerceFunction;
  readonly shippingNotification: CommerceFunction;
  readonly customerNotification?: CommerceFunction;
  readonly storeApi?: CommerceFunction;
  readonly scheduledTasks?: CommerceFunction;
  readonly migrations?: CommerceFunction;
}

/**
 * Adds the alarms and widgets that concern several functions; each function and queue adds further alarms itself.
 *
 * @param commerce - becomes the parent of the metric filters
 * @param monitoring - receives the alarms and widgets
 */
export function addCommerceAlarms(commerce: MonitoredCommerce, monitoring: IMonitoring): void {
  const {
    orderQueue,
    orderProcessing,
    paymentVerification,
    shippingNotification,
    customerNotification,
    storeApi,
    scheduledTasks,
    migrations,
  } = commerce;
  // Without a label, because CloudFormation would render an alarm on a labelled metric as an expression.
  const age = orderQueue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(1) });
  monitoring.addAlarm('OrderQueueAge', {
    metric: age,
    threshold: ORDER_AGE_SECONDS,
    summary:
      'An accepted order has waited ten minutes: orders fail, or more arrive than `commerce.maxConcurrency` lets ' +
      'through.',
  });
  const failures = countEvents(commerce, METRICS.paymentFailures, PAYMENT_FAILURES);
  monitoring.addAlarm(METRICS.paymentFailures, {
    metric: failures,
    threshold: 1,
    periods: 1,
    summary: 'The provider took another amount or currency than ordered: money was taken, the order stays unpaid.',
  });
  const refused = countEvents(commerce, METRICS.webhooksRefused, WEBHOOKS_REFUSED);
  monitoring.addAlarm(METRICS.webhooksRefused, {
    metric: refused,
    threshold: REFUSED_IN_FIVE_MINUTES,
    summary: 'Payment events are refused by the hundred: the signing secret is wrong, or an attacker sends them.',
  });

  const labelled = (...made: (CommerceFunction | undefined)[]) =>
    made.flatMap((each) => (each ? [{ label: each.node.id, fn: each.function }] : []));
  const answering = labelled(paymentVerification, storeApi);
  const all = labelled(
    orderProcessing,
    paymentVerification,
    shippingNotification,
    customerNotification,
    storeApi,
    scheduledTasks,
    migrations,
  );
  monitoring.addWidgets(
    'Commerce',
    new GraphWidget({
      title: 'Orders waiting, oldest in seconds',
      width: 8,
      left: [
        orderQueue.metricNumberOfMessagesSent({ label: 'Orders' }),
        orderQueue.metricApproximateNumberOfMessagesVisible({ label: 'Waiting' }),
      ],
      right: [age.with({ label: 'Oldest' })],
    }),
    new GraphWidget({
      title: 'Requests and time to answer (p95)',
      width: 8,
      left: answering.map(({ label, fn }) => fn.metricInvocations({ label })),
      right: answering.map(({ label, fn }) => fn.metricDuration({ label, statistic: 'p95' })),
    }),
    new GraphWidget({
      title: 'Failed calls, payments that differ, webhooks refused',
      width: 8,
      left: all.map(({ label, fn }) => fn.metricErrors({ label })),
      right: [failures.with({ label: 'Payments' }), refused.with({ label: 'Webhooks' })],
    }),
  );
}

/** Counts lines of the payment function's log that contain one of the events. */
function countEvents(commerce: MonitoredCommerce, metricName: string, events: readonly string[]): Metric {
  return new MetricFilter(commerce, `${metricName}Filter`, {
    logGroup: commerce.paymentVerification.logGroup,
    filterPattern: FilterPattern.any(
      ...events.map((event) => FilterPattern.stringValue(`$.${LOG_FIELDS.event}`, '=', event)),
    ),
    metricNamespace: metricNamespace(commerce),
    metricName,
  }).metric({ statistic: 'Sum', period: Duration.minutes(5) });
}

/**
 * Adds the widget of a function that was added with `addFunction()`.
 *
 * @param added - its construct id is the title of the widget
 * @param monitoring - receives the widget
 */
export function addFunctionWidget(added: CommerceFunction, monitoring: IMonitoring): void {
  const { function: fn, node } = added;
  monitoring.addWidgets(
    'Commerce',
    new GraphWidget({
      title: `${node.id}: calls, failed`,
      width: 8,
      left: [fn.metricInvocations({ label: 'Calls' })],
      right: [fn.metricErrors({ label: 'Failed' })],
    }),
  );
}
