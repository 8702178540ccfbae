import { Duration } from 'aws-cdk-lib';
import { GraphWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Commerce } from './commerce';
import type { CommerceFunction } from './commerce-function';
import { metricNamespace } from './metric-namespace';
import type { IMonitoring } from '../monitoring/monitoring-hub';

/** Long before a customer asks where the confirmation is, and well beyond one retry. */
const ORDER_AGE_SECONDS = 600;

/** What the payment function logs of an event that it refused, or kept because it fits no order. */
const PAYMENT_FAILURES = ['payment.refused', 'payment.unknown'];

/** Alarms and widgets of the whole room; each function and queue has its own beside these. */
export function watchCommerce(commerce: Commerce, monitoring: IMonitoring): void {
  const { orderQueue, orderProcessing, paymentVerification, shippingNotification, customerNotification, storeApi, scheduledTasks, migrations } = commerce;
  // Labels are for the widgets: with one the alarm would be written as an expression.
  const age = orderQueue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(1) });
  monitoring.addAlarm('OrderQueueAge', {
    metric: age,
    threshold: ORDER_AGE_SECONDS,
    summary: 'An accepted order has waited ten minutes: orders fail, or more arrive than `commerce.maxConcurrency` lets through.',
  });
  const failures = new MetricFilter(commerce, 'PaymentFailuresFilter', {
    logGroup: paymentVerification.logGroup,
    filterPattern: FilterPattern.any(...PAYMENT_FAILURES.map((event) => FilterPattern.stringValue('$.event', '=', event))),
    metricNamespace: metricNamespace(commerce),
    metricName: 'PaymentFailures',
  }).metric({ statistic: 'Sum', period: Duration.minutes(5) });
  monitoring.addAlarm('PaymentFailures', {
    metric: failures,
    threshold: 1,
    periods: 1,
    summary: 'A payment event has a wrong signature or fits no order: money may have been taken without an order.',
  });

  const labelled = (...made: (CommerceFunction | undefined)[]) => made.flatMap((each) => each ? [{ label: each.node.id, fn: each.function }] : []);
  const answering = labelled(paymentVerification, storeApi);
  const all = labelled(orderProcessing, paymentVerification, shippingNotification, customerNotification, storeApi, scheduledTasks, migrations);
  monitoring.addWidgets('Commerce',
    new GraphWidget({
      title: 'Orders waiting, oldest in seconds',
      width: 8,
      left: [orderQueue.metricNumberOfMessagesSent({ label: 'Orders' }), orderQueue.metricApproximateNumberOfMessagesVisible({ label: 'Waiting' })],
      right: [age.with({ label: 'Oldest' })],
    }),
    new GraphWidget({
      title: 'Requests and time to answer (p95)',
      width: 8,
      left: answering.map(({ label, fn }) => fn.metricInvocations({ label })),
      right: answering.map(({ label, fn }) => fn.metricDuration({ label, statistic: 'p95' })),
    }),
    new GraphWidget({
      title: 'Failed calls, payment events refused or unknown',
      width: 8,
      left: all.map(({ label, fn }) => fn.metricErrors({ label })),
      right: [failures.with({ label: 'Payments' })],
    }),
  );
}

/** The widget of a function that a team has added. */
export function watchAdded({ function: fn, node: { id } }: CommerceFunction, monitoring: IMonitoring): void {
  monitoring.addWidgets('Commerce', new GraphWidget({
    title: `${id}: calls, failed`, width: 8, left: [fn.metricInvocations({ label: 'Calls' })], right: [fn.metricErrors({ label: 'Failed' })],
  }));
}
