import { Aws, Duration, Fn } from 'aws-cdk-lib';
import { ComparisonOperator, GraphWidget, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { addAlarm } from './foundation';
import type { Foundation } from './foundation';
import type { Functions } from './function-types';

/** Adds the alarms and widgets of queues and functions. */
export function watchFunctions(foundation: Foundation, functions: Functions): void {
  const {
    orderProcessing,
    paymentVerification,
    shippingNotification,
    customerNotification,
    storeApi,
    scheduledTasks,
    migrations,
  } = functions;
  const period = Duration.minutes(5);
  const all = Object.entries({
    OrderProcessing: {
      ...orderProcessing,
      failing: 'Orders are taken from the queue and not processed: customers wait for their confirmation.',
    },
    PaymentVerification: {
      ...paymentVerification,
      failing: 'Payment events are not answered: paid orders stay unpaid until the provider sends the events again.',
    },
    ShippingNotification: {
      ...shippingNotification,
      failing:
        'Paid orders are not handed to the warehouse, or customers are not told that their parcel is on its way.',
    },
    CustomerNotification: { ...customerNotification, failing: 'Customers and the operator do not get their mails.' },
    StoreApi: { ...storeApi, failing: 'The store API fails: applications see no products and cannot place orders.' },
    ScheduledTasks: {
      ...scheduledTasks,
      failing:
        'The scheduled tasks fail: unpaid orders keep their stock, and mails and notifications that were left over ' +
        'wait.',
    },
    Migrations: { ...migrations, failing: 'The database is not brought up to date: the shop answers 503 until it is.' },
  });
  for (const [name, { fn, failing }] of all) {
    addAlarm(foundation, `${name}Errors`, {
      metric: fn.metricErrors({ period }),
      threshold: 1,
      evaluationPeriods: 1,
      summary: failing,
    });
  }
  const answering = all.filter(([name]) => name === 'PaymentVerification' || name === 'StoreApi');
  for (const [name, { fn }] of answering) {
    addAlarm(foundation, `${name}Throttles`, {
      metric: fn.metricThrottles({ period }),
      threshold: 1,
      summary:
        `Requests to ${name} are refused, because too many functions of the account run at once: raise the quota, or ` +
        'lower the concurrency of the queues.',
    });
  }
  addAlarm(foundation, 'ScheduledTasksStopped', {
    metric: scheduledTasks.fn.metricInvocations({ period }),
    threshold: 1,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    treatMissingData: TreatMissingData.BREACHING,
    summary:
      'The scheduled tasks have not run for 15 minutes: unpaid orders keep their stock, and mails and notifications ' +
      'that were left over wait.',
  });
  watchDeadLetters(foundation, functions);

  const queue = functions.orders.queue;
  const age = queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(1) });
  addAlarm(foundation, 'OrderQueueAge', {
    metric: age,
    threshold: 600,
    summary:
      'An accepted order has waited ten minutes: orders are not processed, or more arrive than the concurrency of ' +
      'the ' +
      'queue lets through.',
  });
  const { stack } = foundation;
  const countEvents = (name: string, events: readonly string[]) =>
    new MetricFilter(stack, `${name}Filter`, {
      logGroup: paymentVerification.logGroup,
      filterPattern: FilterPattern.any(...events.map((event) => FilterPattern.stringValue('$.event', '=', event))),
      metricNamespace: Fn.join('/', ['Shop', Aws.STACK_NAME]),
      metricName: name,
    }).metric({ statistic: 'Sum', period });
  const failures = countEvents('PaymentFailures', ['payment.mismatch']);
  addAlarm(foundation, 'PaymentFailures', {
    metric: failures,
    threshold: 1,
    evaluationPeriods: 1,
    summary: 'The provider took another amount or currency than ordered: money was taken, the order stays unpaid.',
  });
  const refused = countEvents('WebhooksRefused', ['payment.refused', 'payment.unknown']);
  addAlarm(foundation, 'WebhooksRefused', {
    metric: refused,
    threshold: 300,
    summary: 'Payment events are refused by the hundred: the signing secret is wrong, or an attacker sends them.',
  });
  foundation.dashboard.addWidgets(
    new GraphWidget({
      title: 'Orders waiting, oldest in seconds',
      width: 8,
      left: [
        queue.metricNumberOfMessagesSent({ label: 'Orders' }),
        queue.metricApproximateNumberOfMessagesVisible({ label: 'Waiting' }),
      ],
      right: [age.with({ label: 'Oldest' })],
    }),
    new GraphWidget({
      title: 'Requests and time to answer (p95)',
      width: 8,
      left: answering.map(([label, { fn }]) => fn.metricInvocations({ label })),
      right: answering.map(([label, { fn }]) => fn.metricDuration({ label, statistic: 'p95' })),
    }),
    new GraphWidget({
      title: 'Failed calls, payments that differ, webhooks refused',
      width: 8,
      left: all.map(([label, { fn }]) => fn.metricErrors({ label })),
      right: [failures.with({ label: 'Payments' }), refused.with({ label: 'Webhooks' })],
    }),
  );
}

function watchDeadLetters(foundation: Foundation, { orders, shipments, mails, work }: Functions): void {
  const queues = Object.entries({
    OrderProcessing: {
      ...orders,
      summary:
        'An accepted order was given up after ten tries: repair the cause, then send the messages back to the order ' +
        'queue.',
    },
    ShippingNotification: {
      ...shipments,
      summary: 'A shipment was given up: a paid order is not packed, or the customer was not told of the parcel.',
    },
    CustomerNotification: { ...mails, summary: 'A mail to a customer or the operator was given up after five tries.' },
    Migrations: {
      ...work,
      summary:
        "The database could not be brought up to date in three tries: read the function's log, the shop answers 503 " +
        'until it is repaired.',
    },
  });
  for (const [name, { deadLetters, summary }] of queues) {
    addAlarm(foundation, `${name}DeadLetters`, {
      metric: deadLetters.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' }),
      threshold: 1,
      evaluationPeriods: 1,
      summary,
    });
  }
}
