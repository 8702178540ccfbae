import { Shipments } from '../../../ports/repositories/shipments';
import { Executor, insertNew } from '../engine';

/** Repository of shipments. */
export function shipments(executor: Executor): Shipments {
  return {
    async request(orderId, test) {
      return insertNew(executor, 'shipment', {
        order_id: orderId,
        state: 'requested',
        carrier: null,
        tracking: null,
        test,
        created_at: new Date(),
      });
    },
    async find(orderId) {
      const row = await executor.selectFrom('shipment').selectAll().where('order_id', '=', orderId).executeTakeFirst();
      return (
        row && {
          orderId,
          state: row.state,
          carrier: row.carrier ?? undefined,
          tracking: row.tracking ?? undefined,
          test: row.test,
        }
      );
    },
    async dispatch(orderId, carrier, tracking) {
      const result = await executor
        .updateTable('shipment')
        .set({ state: 'shipped', carrier, tracking })
        .where('order_id', '=', orderId)
        .where('state', '=', 'requested')
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },
  };
}
