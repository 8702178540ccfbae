import { Aws, Duration, Fn } from 'aws-cdk-lib';
import { GraphWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Commerce } from './commerce';
import type { IMonitoring } from '../monitoring/monitoring-hub';

/** Long before a customer asks where the confirmation is, and well beyond one retry. */
const ORDER_AGE_SECONDS = 600;

/** What the payment function logs of an event that it refused, or kept because it fits no order. */
const PAYMENT_FAILURES = ['payment.refused', 'payment.unknown'];

/** Alarms and widgets of the whole room; each function and queue has its own beside these. */
export function watchCommerce(commerce: Commerce, monitoring: IMonitoring): void {
  const { orderQueue, orderProcessing, paymentVerification, shippingNotification, customerNotification, storeApi, migrations } = commerce;
  // Labels are for the widgets: with one the alarm would be written as an expression.
  const age = orderQueue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(1) });
  monitoring.addAlarm('OrderQueueAge', {
    metric: age,
    threshold: ORDER_AGE_SECONDS,
    summary: 'An accepted order has waited ten minutes: orders are not processed, or more arrive than `commerce.maxConcurrency` lets through.',
  });
  const failures = new MetricFilter(commerce, 'PaymentFailuresFilter', {
    logGroup: paymentVerification.logGroup,
    filterPattern: FilterPattern.any(...PAYMENT_FAILURES.map((event) => FilterPattern.stringValue('$.event', '=', event))),
    // A metric has no dimension that names the shop, so its namespace does: two shops of an account stay apart.
    metricNamespace: Fn.join('/', ['EcommerceArchitecture', Aws.STACK_NAME, commerce.node.addr.slice(-8)]),
    metricName: 'PaymentFailures',
  }).metric({ statistic: 'Sum', period: Duration.minutes(5) });
  monitoring.addAlarm('PaymentFailures', {
    metric: failures,
    threshold: 1,
    periods: 1,
    summary: 'A payment event was refused for its signature, or fits no order by number, amount or currency: money may have been taken without an order.',
  });

  const functions = [orderProcessing, paymentVerification, shippingNotification, customerNotification, storeApi, migrations]
    .flatMap((each) => each ? [{ label: each.node.id, fn: each.function }] : []);
  const latency = [paymentVerification, storeApi].flatMap((each) => each ? [{ label: each.node.id, fn: each.function }] : []);
  monitoring.addWidgets('Commerce',
    new GraphWidget({ title: 'Calls', width: 8, left: functions.map(({ label, fn }) => fn.metricInvocations({ label })) }),
    new GraphWidget({
      title: 'Errors and payment failures', width: 8, left: functions.map(({ label, fn }) => fn.metricErrors({ label })), right: [failures.with({ label: 'Payment events refused or unknown' })],
    }),
    new GraphWidget({
      title: 'Orders waiting and time to answer',
      width: 8,
      left: [orderQueue.metricApproximateNumberOfMessagesVisible({ label: 'Orders waiting' }), age.with({ label: 'Oldest order' })],
      right: latency.map(({ label, fn }) => fn.metricDuration({ label: `${label} p95`, statistic: 'p95' })),
    }),
  );
}
