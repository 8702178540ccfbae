// An additional function: logs the points that each accepted order earns.

/** Returns the points of an order: one for each piece. */
export function pointsFor({ lines }) {
  return lines.reduce((points, { quantity }) => points + quantity, 0);
}

export async function handler({ Records }) {
  const batchItemFailures = [];
  for (const { messageId, body } of Records) {
    try {
      const { kind, eventId, payload } = JSON.parse(body);
      console.log({ message: 'points earned', kind, eventId, orderId: payload.orderId, points: pointsFor(payload) });
    } catch (error) {
      console.error({ message: 'not a notification', messageId, problem: error.message });
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures };
}
