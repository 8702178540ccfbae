// Validates and stores the orders of the order queue.
import { eachRecord, keep, readId } from './documents.mjs';

function readOrder({ orderId, email, lines }) {
  if (typeof email !== 'string' || !/^[^\s@]+@[^\s@]+$/.test(email)) throw new Error('email must be an address');
  if (!Array.isArray(lines) || lines.length === 0) throw new Error('lines must be a list with at least one line');
  return {
    orderId: readId(orderId, 'orderId'),
    email,
    lines: lines.map(({ productId, quantity }, index) => {
      if (!Number.isInteger(quantity) || quantity < 1) throw new Error(`lines[${index}].quantity must be at least 1`);
      return { productId: readId(productId, `lines[${index}].productId`), quantity };
    }),
  };
}

export const handler = async (event) =>
  eachRecord(event, async (message) => {
    const order = readOrder(message);
    const result = await keep(`orders/${order.orderId}.json`, order);
    console.log({ message: 'order accepted', orderId: order.orderId, lines: order.lines.length, result });
  });
