// Replaces the sample: validates each order of the queue and publishes it on the company's order topic.
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';

// Lambda's Node.js runtimes include the AWS SDK, so nothing is installed.
const sns = new SNSClient({});

/** Returns the reason why an order is invalid, or undefined. */
export function problemOf(order) {
  if (typeof order?.orderId !== 'string' || !/^[\w-]{1,64}$/.test(order.orderId))
    return 'orderId must be 1 to 64 letters, digits, _ or -';
  if (typeof order.email !== 'string' || !/^[^\s@]+@[^\s@]+$/.test(order.email)) return 'email must be an address';
  if (!Array.isArray(order.lines) || order.lines.length === 0) return 'lines must be a list with at least one line';
  const wrong = order.lines.findIndex(
    (line) => typeof line?.productId !== 'string' || !Number.isInteger(line.quantity) || line.quantity < 1,
  );
  return wrong < 0 ? undefined : `lines[${wrong}] must have a productId and a quantity of at least 1`;
}

async function accept({ body }) {
  const order = JSON.parse(body);
  const problem = problemOf(order);
  if (problem) throw new Error(problem);
  await sns.send(
    new PublishCommand({
      TopicArn: process.env.ORDER_TOPIC_ARN,
      // A repeated order has the same event id, by which subscribers recognize it.
      Message: JSON.stringify({ eventId: `${order.orderId}:accepted`, kind: 'order.accepted', payload: order }),
      MessageAttributes: { kind: { DataType: 'String', StringValue: 'order.accepted' } },
    }),
  );
  // Never the address or the e-mail: logs are not the place for customers' data.
  console.log({ message: 'order accepted', orderId: order.orderId, lines: order.lines.length });
}

/** Only the messages that failed come back; after ten times they wait in the dead-letter queue. */
export async function handler({ Records }) {
  const batchItemFailures = [];
  for (const record of Records) {
    try {
      await accept(record);
    } catch (error) {
      console.error({ message: 'order refused', messageId: record.messageId, problem: error.message });
      batchItemFailures.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures };
}
