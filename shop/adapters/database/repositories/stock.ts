import { Selectable, sql } from 'kysely';
import { Stock } from '../../../ports/repositories/stock';
import { Executor, insertRow } from '../engine';
import { StockTable } from '../schema';

/**
 * Repository of stock. Each movement is one guarded UPDATE. Reading first and writing later would let two customers buy
 * the last piece.
 */
export function stock(executor: Executor): Stock {
  const row = (productId: string) => executor.updateTable('stock').where('product_id', '=', productId);
  return {
    async find(productId) {
      const {
        rows: [found],
      } = await sql<Selectable<StockTable>>`select * from stock where product_id = ${productId}`.execute(executor);
      return found && { productId, onHand: found.on_hand, reserved: found.reserved, lowMark: found.low_mark };
    },
    async reserve(productId, quantity, share = 100) {
      // SQL text, because each line of an order needs it, and Kysely's builder takes longer than the query.
      // The last condition is `reserved + quantity <= ceil(on_hand * share / 100)`, which allows at least one piece.
      const { numAffectedRows } = await sql`update stock set reserved = reserved + ${quantity}
        where product_id = ${productId} and on_hand - reserved >= ${quantity}
        and on_hand * cast(${share} as decimal(5, 2)) / 100 > reserved + ${quantity} - 1`.execute(executor);
      return numAffectedRows === 1n;
    },
    async release(productId, quantity) {
      return updatedOne(
        row(productId)
          .set({ reserved: sql`reserved - ${quantity}` })
          .where('reserved', '>=', quantity),
      );
    },
    async sellReserved(productId, quantity) {
      return updatedOne(
        row(productId)
          .set({ on_hand: sql`on_hand - ${quantity}`, reserved: sql`reserved - ${quantity}` })
          .where('reserved', '>=', quantity),
      );
    },
    async sellFree(productId, quantity) {
      return updatedOne(
        row(productId)
          .set({ on_hand: sql`on_hand - ${quantity}` })
          .where(sql<boolean>`on_hand - reserved >= ${quantity}`),
      );
    },
    async record(movement) {
      await insertRow(executor, 'stock_movement', {
        order_id: movement.orderId,
        product_id: movement.productId,
        kind: movement.kind,
        on_hand_delta: movement.onHandDelta,
        reserved_delta: movement.reservedDelta,
        created_at: new Date(),
      });
    },
    async movements(orderId) {
      const rows = await executor
        .selectFrom('stock_movement')
        .selectAll()
        .where('order_id', '=', orderId)
        .orderBy('product_id')
        .orderBy('created_at')
        .execute();
      return rows.map((each) => ({
        orderId,
        productId: each.product_id,
        kind: each.kind,
        onHandDelta: each.on_hand_delta,
        reservedDelta: each.reserved_delta,
      }));
    },
  };
}

async function updatedOne(update: {
  executeTakeFirst(): Promise<{ readonly numUpdatedRows: bigint }>;
}): Promise<boolean> {
  return (await update.executeTakeFirst()).numUpdatedRows === 1n;
}
